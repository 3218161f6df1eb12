/** A line of a text, in the text before, after or in both. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Past this many pairs of lines to compare, what differs is told as one block instead. */
const MOST_PAIRS = 4_000_000

/** The shortest way from one text to the other, line by line. */
export function lineDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const same = (text: string): DiffLine => ({ kind: 'same', text })
  return [
    ...before.slice(0, head).map(same),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ]
}

function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length * after.length > MOST_PAIRS) return replaced(before, after)
  const common = commonLengths(before, after)
  const lines: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < before.length && j < after.length) {
    const text = before[i] ?? ''
    if (text === after[j]) {
      lines.push({ kind: 'same', text })
      i++
      j++
    } else if (common(i + 1, j) >= common(i, j + 1)) {
      lines.push({ kind: 'removed', text })
      i++
    } else {
      lines.push({ kind: 'added', text: after[j] ?? '' })
      j++
    }
  }
  return [...lines, ...replaced(before.slice(i), after.slice(j))]
}

/** How many lines the rests from `i` and `j` on have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]) {
  const width = after.length + 1
  const table = new Uint32Array((before.length + 1) * width)
  const at = (i: number, j: number) => table[i * width + j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      table[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  return at
}

function replaced(before: readonly string[], after: readonly string[]): DiffLine[] {
  return [
    ...before.map((text) => ({ kind: 'removed', text }) as const),
    ...after.map((text) => ({ kind: 'added', text }) as const),
  ]
}

/** Lines that are the same, where they are far from what differs. */
export interface Skipped {
  readonly kind: 'skipped'
  readonly lines: number
}

/** The differing lines with `around` lines on either side; the rest is only counted. */
export function closeToChanges(
  lines: readonly DiffLine[],
  around: number,
): readonly (DiffLine | Skipped)[] {
  const near = new Set<number>()
  lines.forEach(({ kind }, at) => {
    if (kind === 'same') return
    for (let line = at - around; line <= at + around; line++) near.add(line)
  })
  const shown: (DiffLine | Skipped)[] = []
  let skipped = 0
  const flush = () => {
    if (skipped > 0) shown.push({ kind: 'skipped', lines: skipped })
    skipped = 0
  }
  lines.forEach((line, at) => {
    if (!near.has(at)) {
      skipped++
      return
    }
    flush()
    shown.push(line)
  })
  flush()
  return shown
}
