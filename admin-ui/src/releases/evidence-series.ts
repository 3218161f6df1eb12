import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import type { EvidencePoint, Move } from './moves.ts'
import { isLive } from './release-state.ts'
import { guardName } from './release-words.ts'

/** Evidence of harm at one moment, by guard, as powers of ten: the scale that evidence grows on. */
export interface EvidenceRow {
  readonly at: number
  readonly [guard: string]: number
}

export interface EvidenceSeries {
  readonly rows: readonly EvidenceRow[]
  readonly guards: readonly { readonly id: string; readonly name: string }[]
  /** Power of ten at which it rolls back; null when nothing compares. */
  readonly threshold: number | null
  /** Of the axis, whole powers of ten. */
  readonly low: number
  readonly high: number
}

const LOWEST = -2
/** Above the threshold, in powers of ten: what is written there has its place. */
const ROOM = 0.9

/** What the chart draws and the table reads out; the newest look is the last row. */
export function evidenceSeries(
  release: ReleaseDetail,
  points: readonly EvidencePoint[],
): EvidenceSeries {
  const guards = release.plan.guards
    .filter(({ kind }) => kind !== 'prometheus')
    .map((guard) => ({ id: guard.id, name: guardName(guard) }))
  const rows: EvidenceRow[] = points.map(({ at, harm }) => row(Date.parse(at), harm))
  const logThreshold = release.guards.find(({ harm }) => harm)?.harm?.logThreshold
  const threshold = logThreshold === undefined ? null : tens(logThreshold)
  if (isLive(release)) {
    const now = Object.fromEntries(
      release.guards.flatMap(({ id, harm }) => (harm ? [[id, harm.logE]] : [])),
    )
    rows.push(row(Date.parse(release.now), now))
  }
  const values = rows.flatMap(({ at: _at, ...found }) => Object.values(found))
  return {
    rows,
    guards,
    threshold,
    low: Math.max(LOWEST, Math.floor(Math.min(0, ...values))),
    high: Math.ceil(Math.max((threshold ?? 2) + ROOM, ...values)),
  }
}

function row(at: number, harm: Readonly<Record<string, number>>): EvidenceRow {
  const found = Object.entries(harm).map(([id, logE]) => [id, Math.max(LOWEST, tens(logE))])
  return { at, ...Object.fromEntries(found) }
}

function tens(log: number): number {
  return log / Math.LN10
}

/** Moves to mark on the chart, from left to right; those of one moment share a mark. */
export function moveMarks(moves: readonly Move[], from: number, apartMs: number) {
  const marks: { at: number; label: string; back: boolean }[] = []
  for (const [index, { at, action, short }] of moves.toReversed().entries()) {
    const moment = Date.parse(at)
    if (moment < from - apartMs || action === 'release.created') continue
    const before = marks.at(-1)
    const back = action === 'release.rolled-back'
    const label = `${index + 1} · ${short}`
    if (before && moment - before.at < apartMs) {
      before.label = `${before.label.split(/[ –]/)[0]}–${label}`
      before.back ||= back
    } else marks.push({ at: moment, label, back })
  }
  return marks
}

/**
 * How far to move each guard's name down from the end of its line, in pixels, so that none lies on
 * another. From the highest line to the lowest.
 */
export function endOffsets(
  { rows, guards, low, high }: EvidenceSeries,
  heightPx: number,
  linePx: number,
): ReadonlyMap<string, number> {
  const last = rows.at(-1)
  const ends = guards.map(({ id }) => ({
    id,
    y: ((high - (last?.[id] ?? low)) / (high - low)) * heightPx,
  }))
  const offsets = new Map<string, number>()
  let free = Number.NEGATIVE_INFINITY
  for (const { id, y } of ends.sort((a, b) => a.y - b.y)) {
    const at = Math.max(y, free)
    offsets.set(id, at - y)
    free = at + linePx
  }
  return offsets
}
