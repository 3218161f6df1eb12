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
  // A row on its way into the document is where the next key starts from.
  const coming = useRef<number | null>(null)

  const focusedIndex = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-row]')
    return row && list.current?.contains(row) ? Number(row.dataset.row) : null
  }
  const move = (by: number) => {
    const to = (coming.current ?? focusedIndex() ?? last.current) + by
    if (to < 0 || to >= count) return
    last.current = to
    scrollToIndex(to)
    coming.current = to
    focusWhenDrawn(list, to, () => {
      if (coming.current === to) coming.current = null
    })
  }
  const click = (selector: string, shiftKey = false) => {
    const index = focusedIndex()
    if (index === null) return
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey })
    rowAt(list, index)?.querySelector(selector)?.dispatchEvent(event)
  }
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['t', () => click('[role="switch"]')],
    ['x', () => click('[role="checkbox"]')],
    ['shift+x', () => click('[role="checkbox"]', true)],
  ])
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
