import { refuse } from './refuse.ts'

/** What can be found in a line without parsing it comes first. */
interface Line {
  readonly key: string
  readonly release?: unknown
}

/**
 * JSON on one line, in ASCII, `key` first, then `release` if it has one: how flags and segments travel
 * and are checksummed.
 */
export function encodeLine<T extends Line>({ key, release, ...rest }: T): string {
  return JSON.stringify({ key, release, ...rest }).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const KEY_STARTS = '{"key":"'.length

/** The key of a flag's or segment's line, without parsing it: `key` is first and has no escapes. */
export function keyOfLine(line: string): string {
  return line.slice(KEY_STARTS, line.indexOf('"', KEY_STARTS))
}

/** Whether a release runs on the flag of a line, without parsing it. */
export function hasRelease(line: string, key: string): boolean {
  return line.startsWith('"release":', KEY_STARTS + key.length + '",'.length)
}

/** The flag or segment of a line. Throws when there is none, or it is another one's. */
export function parseLine<T extends { readonly key: string }>(
  line: string | undefined,
  key: string,
): T {
  const parsed = JSON.parse(`${line}`)
  return parsed.key === key ? parsed : refuse(key)
}
