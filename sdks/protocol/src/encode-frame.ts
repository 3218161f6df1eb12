/** The text of a frame. */
export function encodeFrame(header: object, lines: readonly string[]): string {
  const head = JSON.stringify(header)
  return lines.length === 0 ? head : `${head}\n${lines.join('\n')}`
}
