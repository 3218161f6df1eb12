import type { Verification } from './verify-chains.ts'

/** What `npm run audit -- verify` prints. */
export function describeVerification({ rows, faults, anchors }: Verification): string {
  const lines = anchors.map(
    ({ name, seq, hash }) =>
      `  ${name}: ${seq === 1 ? '1 entry' : `${seq} entries`}, ends with ${hash}`,
  )
  const names = new Map(anchors.map(({ chain, name }) => [chain, name]))
  const head =
    faults.length === 0
      ? `All ${rows} entries are as they were written.`
      : `${rows} entries, and ${faults.length === 1 ? 'something is wrong' : `${faults.length} things are wrong`}:`
  const found = faults.map(
    ({ kind, chain, message }) => `  ${kind} in ${names.get(chain) ?? chain}: ${message}`,
  )
  return [head, ...found, '', 'Chains:', ...lines].join('\n')
}
