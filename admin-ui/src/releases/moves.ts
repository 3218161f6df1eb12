import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { EvidenceView, ReleaseView } from '@bunting/flag-server/releases/release-schemas.ts'
import { percent } from '../shared/number-words.ts'
import { isObject } from '../shared/same-json.ts'

export type EvidencePoint = EvidenceView['points'][number]

/** Something that happened to a release. */
export interface Move {
  readonly id: string
  readonly at: string
  readonly action: string
  /** `Advanced to 25 %`. */
  readonly words: string
  /** On the chart, where there is little room: `25 %`, `hold`. */
  readonly short: string
  /** Of the guard, when it was the guard's: `proven safe`. */
  readonly reason: string | null
  /** The person; null when it moved by itself. */
  readonly by: string | null
  readonly comment: string | null
  readonly revision: number | null
}

type Moved = Pick<ReleaseView, 'id' | 'rule' | 'plan'>

/** What happened to one release, the newest first, out of the history of its flag. */
export function movesOf(
  release: Moved,
  entries: readonly AuditEntry[],
  points: readonly EvidencePoint[],
): readonly Move[] {
  return entries.flatMap((entry) => {
    if (!isAbout(entry, release.id)) return []
    const said = WORDS[entry.action]?.(shareAfter(entry.after, release))
    if (!said) return []
    const [words, short] = said
    return [
      {
        id: entry.id,
        at: entry.at,
        action: entry.action,
        words,
        short,
        reason: reasonOf(points, entry),
        by: entry.actor.type === 'system' ? null : entry.actor.name,
        comment: entry.comment,
        revision: entry.revision,
      },
    ]
  })
}

const WORDS: Readonly<Record<string, (share: string | null) => readonly [string, string]>> = {
  'release.created': () => ['Planned', 'plan'],
  'release.started': (share) => [`Started${share ? ` at ${share}` : ''}`, share ?? 'start'],
  'release.advanced': (share) => [`Advanced${share ? ` to ${share}` : ''}`, share ?? 'on'],
  'release.held': () => ['Held', 'hold'],
  'release.hold-over': () => ['Went on', 'on'],
  'release.paused': () => ['Paused', 'pause'],
  'release.resumed': () => ['Resumed; what it held for is not counted any more', 'on'],
  'release.changed': () => ['Plan changed; the evidence of what changed began anew', 'plan'],
  'release.rolled-back': () => ['Rolled back', 'back'],
  'release.aborted': () => ['Aborted', 'abort'],
  'release.completed': () => ['Completed', 'done'],
  'flag.unlocked': () => ['Unlocked', 'unlock'],
}

function isAbout({ before, after }: AuditEntry, id: string): boolean {
  return [before, after].some((side) => {
    if (!isObject(side)) return false
    const { release, locks } = side
    if (release === id || (isObject(release) && release.id === id)) return true
    // A lock names the release it is of: what unlocked it has it on one side.
    return Array.isArray(locks) && locks.some((lock) => isObject(lock) && lock.release === id)
  })
}

/** The treatment's share where the release is, `25 %`; null for what holds no configuration. */
function shareAfter(after: unknown, { rule, plan }: Moved): string | null {
  if (!isObject(after)) return null
  const serve =
    rule === null ? after.fallthrough : objects(after.rules).find(({ id }) => id === rule)?.serve
  if (!isObject(serve) || !isObject(serve.rollout)) return null
  const treated = objects(serve.rollout.shares).find(({ variant }) => variant === plan.treatment)
  return typeof treated?.share === 'number' ? percent(treated.share) : null
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function reasonOf(points: readonly EvidencePoint[], entry: AuditEntry): string | null {
  const decision = decisionOf(entry)
  const point = decision && points.find(({ id }) => id === decision.id)
  return point ? afterColon(point.why) : null
}

/** The decision that made the change, if the guard did, and the release it was about. */
export function decisionOf({ after }: Pick<AuditEntry, 'after'>): {
  readonly id: string
  readonly release: string
} | null {
  if (!isObject(after) || !isObject(after.decision)) return null
  const { id, release } = after.decision
  return typeof id === 'string' && typeof release === 'string' ? { id, release } : null
}

/** `On to 5 %: proven safe.` is `proven safe`: what it did is said beside it. */
function afterColon(sentence: string): string {
  const at = sentence.indexOf(': ')
  return sentence.slice(at < 0 ? 0 : at + 2).replace(/\.$/, '')
}
