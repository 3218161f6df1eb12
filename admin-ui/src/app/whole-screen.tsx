import type { ReactNode } from 'react'
import { useOptionalPlace } from '../projects/place.tsx'

/** What is shown instead of a page: the frame, where there is one, has the main part already. */
export function WholeScreen({ children }: { readonly children: ReactNode }) {
  const framed = useOptionalPlace() !== null
  return framed ? <div>{children}</div> : <main>{children}</main>
}
