/**
 * Snapshots and deltas are frames: a header, then one line of JSON for each flag and segment.
 *
 * The server writes the line of a flag once, when it changes, and sends those very bytes to
 * everybody from then on. So a checksum can be taken of the text itself, a client finds the flags
 * without parsing them, and one that asks for ten flags of ten thousand parses ten. Lines are ASCII
 * (other characters travel as `\u` escapes): one byte a character in memory and on the wire.
 */
export interface Frame<Header> {
  readonly header: Header
  /** `header.flags` lines of flags, then `header.segments` lines of segments. */
  readonly lines: readonly string[]
}

/** Header and lines of a message's text. Throws a SyntaxError when the header is not JSON. */
export function decodeFrame(text: string): Frame<unknown> {
  const [header = '', ...lines] = text.split('\n')
  return { header: JSON.parse(header), lines }
}
