import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'

const WRITE_AFTER_MS = 150

/**
 * The text as it is typed, which the address follows: an address is changed too slowly to hold a
 * fast typist's keys. When the address changes by itself (back, a link), the text follows it.
 */
export function useSearchText(
  inAddress: string,
  write: (text: string) => void,
): [text: string, setText: (text: string) => void] {
  const [typed, setTyped] = useState({ text: inAddress, seen: inAddress, written: inAddress })
  const writeSoon = useDebouncedCallback((text: string) => {
    setTyped((before) => ({ ...before, written: text }))
    write(text)
  }, WRITE_AFTER_MS)

  if (inAddress !== typed.seen) {
    const text = inAddress === typed.written ? typed.text : inAddress
    setTyped({ text, seen: inAddress, written: inAddress })
  }
  const setText = (text: string) => {
    setTyped((before) => ({ ...before, text }))
    writeSoon(text)
  }
  return [typed.text, setText]
}
