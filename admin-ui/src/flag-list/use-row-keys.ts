import { useHotkeys } from '@mantine/hooks'
import { type RefObject, useRef } from 'react'

/**
 * `j` and `k` move the focus from row to row, `t` clicks the focused row's switch, `x` selects it, and
 * with shift all from the last one on; enter opens.
 */
export function useRowKeys(
  list: RefObject<HTMLElement | null>,
  count: number,
  scrollToIndex: (index: number) => void,
): void {
  const last = useRef(-1)
  // A row on its way into the document is where the next key starts from, and what it is for.
  const coming = useRef<{ readonly index: number; readonly thenClick: Click[] } | null>(null)

  const focusedIndex = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-row]')
    return row && list.current?.contains(row) ? Number(row.dataset.row) : null
  }
  const move = (by: number) => {
    const to = (coming.current?.index ?? focusedIndex() ?? last.current) + by
    if (to < 0 || to >= count) return
    last.current = to
    scrollToIndex(to)
    const row = { index: to, thenClick: [] as Click[] }
    coming.current = row
    focusWhenDrawn(list, to, () => {
      if (coming.current === row) coming.current = null
      for (const click of row.thenClick) clickIn(rowAt(list, to), click)
    })
  }
  const click = (selector: string, shiftKey = false) => {
    const index = focusedIndex()
    // Not the row that has the focus until then: it would switch another flag than the one gone to.
    if (coming.current) coming.current.thenClick.push({ selector, shiftKey })
    else if (index !== null) clickIn(rowAt(list, index), { selector, shiftKey })
  }
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['t', () => click('[role="switch"]')],
    ['x', () => click('[role="checkbox"]')],
    ['shift+x', () => click('[role="checkbox"]', true)],
  ])
}

interface Click {
  readonly selector: string
  readonly shiftKey: boolean
}

function clickIn(row: HTMLElement | null, { selector, shiftKey }: Click): void {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey })
  row?.querySelector(selector)?.dispatchEvent(event)
}

const FRAMES_TO_DRAW = 10

/** A row that was out of view is drawn some frames after the list has been scrolled to it. */
function focusWhenDrawn(
  list: RefObject<HTMLElement | null>,
  index: number,
  done: () => void,
  tries = 0,
): void {
  const link = rowAt(list, index)?.querySelector<HTMLElement>('[data-row-link]')
  if (!link && tries < FRAMES_TO_DRAW) {
    requestAnimationFrame(() => focusWhenDrawn(list, index, done, tries + 1))
    return
  }
  link?.focus({ preventScroll: true })
  done()
}

function rowAt(list: RefObject<HTMLElement | null>, index: number) {
  return list.current?.querySelector<HTMLElement>(`[data-row="${index}"]`) ?? null
}
