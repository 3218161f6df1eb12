import { linesOf } from '@bunting/evaluator'
import { encodeFrame } from '@bunting/protocol/wire'
import type { ClientCore } from './companion.ts'

/** The flags in force, for `restore` at the next start; undefined when there are none. */
export function snapshotOf({ session, store }: ClientCore): string | undefined {
  const { held } = session()
  if (!held) return undefined
  const { flags, segments } = linesOf(store.ruleset)
  const counts = { flags: flags.length, segments: segments.length }
  return encodeFrame({ type: 'snapshot', ...held, ...counts }, [...flags, ...segments])
}
