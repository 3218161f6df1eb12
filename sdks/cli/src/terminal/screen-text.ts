// Control characters are what this file is about.
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const MARKS = /\u001b\[(?:1|2|22|31|32|33|39)m/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const CONTROLS = /(\u001b\[(?:1|2|22|31|32|33|39)m)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * What may be shown: names and comments are other people's, and a terminal obeys what is in them.
 * Of control characters only line ends, tabs and `Paint`'s own marks remain.
 */
export function screenText(text: string): string {
  return text.replace(CONTROLS, (_, mark?: string) => mark ?? '\ufffd').replace(DIRECTION, '\ufffd')
}

/** In one line, whatever was typed in several. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** How many columns it takes, without marks; characters of East Asia and emoji take two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text.replace(MARKS, '')) width += isWide(character) ? 2 : 1
  return width
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
    character,
  )
}

/** At most so many columns, with `…` where something is left out; for text without marks. */
export function shortened(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let kept = ''
  for (const character of text) {
    if (widthOf(kept + character) > columns - 1) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}
