/** Keys of the flags that are chosen; the last one clicked is where a range starts. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly last: string | null
}

export const NOTHING_SELECTED: Selection = { keys: new Set(), last: null }

export type SelectionEvent =
  | { readonly type: 'toggled'; readonly key: string }
  /** With shift: all from the last one on, as they are listed. */
  | { readonly type: 'reached'; readonly key: string; readonly listed: readonly string[] }
  | { readonly type: 'all'; readonly listed: readonly string[] }
  | { readonly type: 'cleared' }

export function nextSelection(selection: Selection, event: SelectionEvent): Selection {
  switch (event.type) {
    case 'toggled': {
      const keys = new Set(selection.keys)
      if (!keys.delete(event.key)) keys.add(event.key)
      return { keys, last: event.key }
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
      return { keys: new Set([...selection.keys, ...range]), last: key }
    }
    case 'all':
      return { keys: new Set(event.listed), last: null }
    case 'cleared':
      return NOTHING_SELECTED
  }
}
