import { type RefObject, useLayoutEffect, useState } from 'react'

/** How far an element begins below the top of the document, in pixels; it follows what is above it. */
export function usePageTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  // Without dependencies: a notice above it, a filter's second line, come and go with any render.
  useLayoutEffect(() => {
    const box = element.current?.getBoundingClientRect()
    if (box) setTop(Math.round(box.top + window.scrollY))
  })
  return top
}
