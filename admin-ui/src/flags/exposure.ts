import type { FlagConfiguration, Serve } from '@bunting/flag-server/flags/flag-schemas.ts'
import { counted, percent } from '../shared/number-words.ts'
import { WHOLE } from './shares.ts'

export type ExposureState = 'off' | 'partial' | 'on'

export interface Exposure {
  readonly state: ExposureState
  /** Of everyone no rule or target names, in 1/1000 of a percent: who gets something else than when off. */
  readonly share: number
  /** `off`, `on`, `25 %`; for a flag with many variants the one it serves. */
  readonly words: string
  /** `2 rules`, else `2 named`; null when only everyone else is served. */
  readonly beside: string | null
}

type Exposed = Pick<FlagConfiguration, 'on' | 'offVariant' | 'rules' | 'targets' | 'fallthrough'>

export function exposure(flag: Exposed): Exposure {
  if (!flag.on) return { state: 'off', share: 0, words: 'off', beside: null }
  const share = exposedShare(flag.fallthrough, flag.offVariant)
  const beside = besideWords(flag)
  const all = share === WHOLE && (beside === null || 'variant' in flag.fallthrough)
  return {
    state: all ? 'on' : 'partial',
    share,
    words: 'variant' in flag.fallthrough ? flag.fallthrough.variant : percent(share),
    beside,
  }
}

function exposedShare(serve: Serve, offVariant: string): number {
  if ('variant' in serve) return serve.variant === offVariant ? 0 : WHOLE
  return serve.rollout.shares.reduce(
    (sum, { variant, share }) => (variant === offVariant ? sum : sum + share),
    0,
  )
}

function besideWords({ rules, targets }: Exposed): string | null {
  const named = targets.reduce((sum, { values }) => sum + values.length, 0)
  if (rules.length > 0) return counted(rules.length, 'rule')
  return named > 0 ? `${named} named` : null
}
