import { readPercent } from '../arguments/read-values.ts'
import { Failure } from '../failure.ts'
import type { Configuration, Flag } from '../server/shapes.ts'
import { isRollout, sharesOf, WHOLE } from '../words/serve-words.ts'
import { CHANGE_OPTIONS, changeFlag, type Patch } from './change-flag.ts'
import type { RemoteCommand } from './command.ts'

export const rollout: RemoteCommand = {
  name: 'rollout',
  operands: 'KEY PERCENT',
  options: [...CHANGE_OPTIONS, 'variant', 'on'],
  summary: 'give a percentage of everybody else the flag',
  more: `PERCENT is of everybody whom no target and no rule names. Of a boolean flag
they get on, and the rest off; of others the rest gets what is served when the
flag is off. Who has it keeps it when the percentage grows. The flag is not
switched on unless --on says so.`,
  examples: [
    'bunting rollout new-checkout 25 -e production --wait',
    'bunting rollout new-checkout 1 -e production --on',
  ],
  run: (call) => {
    const share = readPercent(call.operands[1] ?? '')
    const { variant, on } = call.options
    return changeFlag(call, {
      // With --on whatever they changed comes into force.
      hangsOn: on ? 'everything' : ['on', 'offVariant', 'fallthrough'],
      plan: (now, flag) => planOf(now, flag, { share, variant, on: on ?? false }),
    })
  },
}

interface Wanted {
  readonly share: number
  readonly variant: string | undefined
  readonly on: boolean
}

/** The change of shares; null when they are so. Throws what cannot be said in one number. */
export function planOf(
  now: Configuration,
  flag: Flag,
  { share, variant, on }: Wanted,
): Patch | null {
  const [treated, rest] = armsOf(now, flag, variant)
  const switched = on && !now.on ? { on: true } : {}
  const shares = [
    { variant: treated, share },
    { variant: rest, share: WHOLE - share },
  ]
  const had = shareOf(now, treated)
  const isSo = had === share && shareOf(now, rest) === WHOLE - share
  if (isSo) return 'on' in switched ? switched : null
  // Salt and attribute stay: who is in a share is in it after a larger one, too.
  const before = isRollout(now.fallthrough) ? now.fallthrough.rollout : {}
  return { ...switched, fallthrough: { rollout: { ...before, shares } } }
}

function shareOf({ fallthrough }: Configuration, variant: string): number {
  return sharesOf(fallthrough).find((one) => one.variant === variant)?.share ?? 0
}

/** Which variant gets the percentage, and which the rest of it. */
function armsOf(now: Configuration, flag: Flag, wanted: string | undefined): [string, string] {
  const names = Object.keys(flag.variants)
  if (wanted !== undefined && !names.includes(wanted)) {
    throw unsayable(`${flag.key} has no variant "${wanted}"`, `It has ${names.join(', ')}`)
  }
  const rest = flag.type === 'boolean' ? 'off' : now.offVariant
  const others = names.filter((name) => name !== rest)
  const [only] = others
  const treated = wanted ?? (others.length === 1 ? only : undefined)
  if (treated === undefined) {
    throw unsayable(
      `${flag.key} has ${names.length} variants (${names.join(', ')}): which one gets the percentage?`,
      others.length === 0
        ? 'Give it a second variant first, in the admin UI'
        : `Say --variant ${others[0]}; the rest gets ${rest}`,
    )
  }
  if (treated === rest) {
    throw unsayable(
      `${rest} is what the rest gets`,
      `Say --variant with one of ${others.join(', ')}`,
    )
  }
  const third = sharesOf(now.fallthrough).find(
    ({ variant, share }) => share > 0 && variant !== treated && variant !== rest,
  )
  if (third) {
    throw unsayable(
      `"${third.variant}" is served too: one number cannot say what becomes of it`,
      'Set the shares in the admin UI, or by the API',
    )
  }
  return [treated, rest]
}

function unsayable(message: string, advice: string): Failure {
  return new Failure('not_sayable', message, { advice })
}
