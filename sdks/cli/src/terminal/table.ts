import type { Paint } from './paint.ts'
import { shortened, widthOf } from './screen-text.ts'

const GAP = 2
/** What the last column is left at least, however narrow the terminal. */
const LEAST_LAST = 12

/**
 * Rows in columns. The last column gets what is left of the line and is shortened to it; the others
 * are whole, for they are copied.
 *
 * @param columns of the terminal; undefined: nothing is shortened
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
  columns: number | undefined,
): string {
  const last = head.length - 1
  const widths = head.map((title, at) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[at] ?? ''))),
  )
  const taken = widths.slice(0, last).reduce((sum, width) => sum + width + GAP, 0)
  const left = Math.max(LEAST_LAST, (columns ?? Number.POSITIVE_INFINITY) - taken)
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) =>
        at === last
          ? shortened(cell, left)
          : cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) + GAP - widthOf(cell))),
      )
      .join('')
      .trimEnd()
  return [paint.dim(line(head)), ...rows.map(line)].join('\n')
}
