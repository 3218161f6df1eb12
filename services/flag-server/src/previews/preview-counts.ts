/** What is asked of the SDKs: a flag as it might become. */
export interface PreviewAsked {
  /** The line they would get. */
  readonly line: string
  /** How long to wait for them. */
  readonly withinMs: number
}

/** From one variant to another; null stands for the caller's fallback. */
export interface VariantChange {
  readonly from: string | null
  readonly to: string | null
  readonly count: number
}

/** What the SDKs of one process said, added up. */
export interface PreviewCounts {
  readonly asked: number
  readonly answered: number
  readonly contexts: number
  /** The largest first. */
  readonly changes: readonly VariantChange[]
}

export const NOBODY: PreviewCounts = { asked: 0, answered: 0, contexts: 0, changes: [] }

export function addPreviews(all: readonly PreviewCounts[]): PreviewCounts {
  const sum = (of: (one: PreviewCounts) => number) => all.reduce((total, one) => total + of(one), 0)
  const byStep = Map.groupBy(
    all.flatMap(({ changes }) => changes),
    ({ from, to }) => JSON.stringify([from, to]),
  )
  const changes = [...byStep.values()].flatMap((same) => {
    const [first] = same
    const count = same.reduce((total, change) => total + change.count, 0)
    return first && first.from !== first.to && count > 0 ? [{ ...first, count }] : []
  })
  return {
    asked: sum(({ asked }) => asked),
    answered: sum(({ answered }) => answered),
    contexts: sum(({ contexts }) => contexts),
    changes: changes.sort((a, b) => b.count - a.count),
  }
}
