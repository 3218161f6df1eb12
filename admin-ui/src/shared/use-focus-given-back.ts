import { useLayoutEffect, useRef } from 'react'

/** Also once that is gone, as an item of a menu that closed when it was chosen. */
let lastFocused: Element | null = null
globalThis.document?.addEventListener('focusin', ({ target }) => {
  if (target instanceof Element) lastFocused = target
})

/**
 * What opens over the page gives the focus back when it closes: to what opened it, also where that was
 * an item of a menu, and where it is gone to what it was part of.
 */
export function useFocusGivenBack(opened: boolean): void {
  const way = useRef<Way>([])
  useLayoutEffect(() => {
    if (!opened) return
    const { activeElement, body } = document
    const found = wayFrom(activeElement === body ? lastFocused : activeElement)
    way.current = found
    return () => giveBack(found)
  }, [opened])
  // What it was about may go a moment after it closed, and the button that opened it with it.
  useLayoutEffect(
    () => () => {
      const [opener] = way.current
      if (opener && opener === document.activeElement) giveBack(way.current)
    },
    [],
  )
}

/** What has the focus, and what that is part of, from within. */
type Way = readonly Element[]

function wayFrom(focused: Element | null): Way {
  // A menu is named by its button.
  const name = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const button = name ? document.getElementById(name) : null
  const way: Element[] = []
  for (let one = button ?? focused; one && one !== document.body; one = one.parentElement) {
    way.push(one)
  }
  return way
}

/** Once what closes is gone. Nothing where somebody has put the focus elsewhere. */
function giveBack([opener, ...around]: Way): void {
  if (!(opener instanceof HTMLElement)) return
  const closing = document.activeElement
  queueMicrotask(() => {
    const { activeElement } = document
    if (activeElement !== closing && activeElement !== document.body) return
    if (opener.isConnected) {
      opener.focus({ preventScroll: true })
      return
    }
    const left = around.find((one) => one.isConnected) ?? document.querySelector('main')
    if (left instanceof HTMLElement) focusPlace(left)
  })
}

/** So that the next Tab goes on from there. */
function focusPlace(place: HTMLElement): void {
  if (!place.hasAttribute('tabindex')) {
    place.tabIndex = -1
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
  }
  place.focus({ preventScroll: true })
}
