import { Ago } from '../shared/ago.tsx'
import type { TimedWords } from './change-request-words.ts'

/** `applies by itself in 3 h`. */
export function Timed({ words, at }: TimedWords) {
  return (
    <>
      {words}
      {at !== null && (
        // Where the words are read out when they change, the minutes that pass are not.
        <span aria-live="off">
          {' '}
          <Ago instant={at} />
        </span>
      )}
    </>
  )
}
