import { type ReactNode, useEffect, useRef, useState } from 'react'
import { browserTime } from './browser-time.ts'

export interface FirstCommitProps {
  readonly children: ReactNode
  /**
   * Told once, in StrictMode too, how many milliseconds it took from the beginning of the render that
   * was committed. What that waited for in Suspense before it began is not in there.
   */
  readonly onCommit: (ms: number) => void
}

export function FirstCommit({ children, onCommit }: FirstCommitProps): ReactNode {
  const [since] = useState(browserTime.now)
  const isTold = useRef(false)
  useEffect(() => {
    if (isTold.current) return
    isTold.current = true
    onCommit(browserTime.now() - since)
  })
  return children
}
