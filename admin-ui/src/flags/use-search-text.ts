import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'

const WRITE_AFTER_MS = 150

/**
 * The text as it is typed, which the address follows: an address is changed too slowly to hold a
 * fast typist's keys. When the address changes by itself (back, a link), the text follows it.
 */
export function useSearchText(
  inAddress: string,
  write: (text: string) => void,
): [text: string, setText: (text: string) => void] {
  const { key } = useLocation()
  const [text, setText] = useState(inAddress)
  // Several may be on their way: an address that was written from here takes nothing back.
  const written = useRef<readonly string[]>([])
  const writeSoon = useDebouncedCallback((typed: string) => {
    written.current = [...written.current, typed]
    write(typed)
  }, WRITE_AFTER_MS)

  // Once it is there: what is still being drawn may be older than what was typed since.
  const seen = useRef(inAddress)
  useEffect(() => {
    const at = written.current.lastIndexOf(inAddress)
    written.current = written.current.slice(at + 1)
    if (at === -1 && inAddress !== seen.current) setText(inAddress)
    seen.current = inAddress
  }, [inAddress, key])

  return [
    text,
    (typed) => {
      setText(typed)
      writeSoon(typed)
    },
  ]
}
