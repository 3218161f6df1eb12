import { useState } from 'react'

/** False until the condition holds for the first time, and true from then on. */
export function useOnce(condition: boolean): boolean {
  const [held, setHeld] = useState(condition)
  if (condition && !held) setHeld(true)
  return held || condition
}
