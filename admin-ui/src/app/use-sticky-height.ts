import { useElementSize } from '@mantine/hooks'
import type { RefCallback } from 'react'

interface StickyHeight {
  readonly element: RefCallback<HTMLDivElement>
  readonly height: number
}

/** Kill strips make the top taller; what sticks below it follows. */
export function useStickyHeight(): StickyHeight {
  const { ref, height } = useElementSize<HTMLDivElement>({ box: 'border-box' })
  return { element: ref, height }
}
