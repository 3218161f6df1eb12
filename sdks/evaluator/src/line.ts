import { refuse } from './refuse.ts'

/** JSON on one line, in ASCII, `key` first: how flags and segments travel and are checksummed. */
export function encodeLine<T extends { readonly key: string }>({ key, ...rest }: T): string {
  return JSON.stringify({ key, ...rest }).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const KEY_STARTS = '{"key":"'.length

/** The key of a flag's or segment's line, without parsing it: `key` is first and has no escapes. */
export function keyOfLine(line: string): string {
  return line.slice(KEY_STARTS, line.indexOf('"', KEY_STARTS))
}

/** The flag or segment of a line. Throws when there is none, or it is another one's. */
export function parseLine<T extends { readonly key: string }>(
  line: string | undefined,
  key: string,
): T {
  const parsed = JSON.parse(`${line}`)
  return parsed.key === key ? parsed : refuse(key)
}
