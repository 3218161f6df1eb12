import type { SelectedFlag } from '@bunting/flag-server/flags/flag-selection.ts'

/** Keys of the flags that are chosen; the last one clicked is where a range starts. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly last: string | null
  /** What `all` found, as it was then, by key; empty where rows were chosen one by one. */
  readonly found: ReadonlyMap<string, SelectedFlag>
}

export const NOTHING_SELECTED: Selection = { keys: new Set(), last: null, found: new Map() }

export type SelectionEvent =
  | { readonly type: 'toggled'; readonly key: string }
  /** With shift: all from the last one on, as they are listed. */
  | { readonly type: 'reached'; readonly key: string; readonly listed: readonly string[] }
  /** All that the filter finds, whether it is listed yet or not. */
  | { readonly type: 'all'; readonly found: readonly SelectedFlag[] }
  /** The filter is another: what it found is not what it finds. */
  | { readonly type: 'asked-anew' }
  | { readonly type: 'cleared' }

export function nextSelection(selection: Selection, event: SelectionEvent): Selection {
  switch (event.type) {
    case 'toggled': {
      const keys = new Set(selection.keys)
      if (!keys.delete(event.key)) keys.add(event.key)
      return { ...selection, keys, last: event.key }
    }
    case 'reached': {
      const { key, listed } = event
      const [from, to] = [listed.indexOf(selection.last ?? key), listed.indexOf(key)].sort(
        (a, b) => a - b,
      )
      if (from === undefined || to === undefined || from < 0) {
        return nextSelection(selection, { type: 'toggled', key })
      }
      const range = listed.slice(from, to + 1)
      return { ...selection, keys: new Set([...selection.keys, ...range]), last: key }
    }
    case 'all': {
      const found = new Map(event.found.map((flag) => [flag.key, flag]))
      return { keys: new Set(found.keys()), last: null, found }
    }
    case 'asked-anew':
      return selection.found.size > 0 ? NOTHING_SELECTED : selection
    case 'cleared':
      return NOTHING_SELECTED
  }
}

/** What is chosen, in short: as it was found, else as it is listed now; what is neither is left out. */
export function chosenFlags(
  { keys, found }: Selection,
  listed: readonly SelectedFlag[],
): readonly SelectedFlag[] {
  if (keys.size === 0) return []
  const byKey = new Map(listed.map((flag) => [flag.key, flag]))
  return [...keys].flatMap((key) => found.get(key) ?? byKey.get(key) ?? [])
}
