import { changed, type Difference } from './difference.ts'

/** What differs in the parts that have a label, in the labels' order, as people read it. */
export function settingsDifferences<Part extends string>(
  labels: Readonly<Record<Part, string>>,
  before: Readonly<Record<Part, unknown>>,
  after: Readonly<Record<Part, unknown>>,
): readonly Difference[] {
  return (Object.keys(labels) as Part[]).flatMap((part) =>
    changed(labels[part], settingWords(before[part]), settingWords(after[part])),
  )
}

function settingWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const words = Array.isArray(value) ? value.join(', ') : String(value ?? '')
  return words === '' ? 'none' : words
}
