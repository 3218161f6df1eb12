import { useEffect, useRef } from 'react'

/**
 * Changes parts of a value that the address holds. The address follows a moment later: parts changed
 * meanwhile build on each other, so that none takes another back.
 */
export function useGathered<T extends object>(
  inAddress: T,
  write: (next: T) => void,
): (part: Partial<T>) => void {
  const latest = useRef(inAddress)
  const address = JSON.stringify(inAddress)
  useEffect(() => {
    latest.current = JSON.parse(address)
  }, [address])
  return (part) => {
    latest.current = { ...latest.current, ...part }
    write(latest.current)
  }
}
