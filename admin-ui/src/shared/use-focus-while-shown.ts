import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Takes the focus at once, not a timer later, so that a key pressed right after does not go to what
 * was focused before; gives it back at the end.
 */
export function useFocusWhileShown<Target extends HTMLElement>(): RefObject<Target | null> {
  const target = useRef<Target>(null)
  useLayoutEffect(() => {
    const before = document.activeElement
    target.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  return target
}
