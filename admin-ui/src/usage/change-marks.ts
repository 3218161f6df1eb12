import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'

export interface Change {
  readonly number: number
  readonly entry: AuditEntry
}

/** A place on the time axis where something was changed, by its numbers in the list below. */
export interface ChangeMark {
  readonly at: number
  readonly label: string
  readonly killed: boolean
}

/** Changes of the flag in one environment since then, the oldest first. */
export function changesSince(
  entries: readonly AuditEntry[],
  environment: string,
  from: number,
): readonly Change[] {
  return entries
    .filter((entry) => entry.environment === environment && Date.parse(entry.at) >= from)
    .toReversed()
    .map((entry, index) => ({ number: index + 1, entry }))
}

/** Changes that would lie on each other share a mark: `2–4`. */
export function changeMarks(changes: readonly Change[], apartMs: number): readonly ChangeMark[] {
  const groups: Change[][] = []
  for (const change of changes) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (first && Date.parse(change.entry.at) - Date.parse(first.entry.at) < apartMs) {
      group.push(change)
    } else groups.push([change])
  }
  return groups.flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last) return []
    const label = first === last ? `${first.number}` : `${first.number}–${last.number}`
    const killed = group.some(({ entry }) => entry.action === 'flag.killed')
    return [{ at: Date.parse(first.entry.at), label, killed }]
  })
}
