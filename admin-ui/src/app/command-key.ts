/** What the key is called that opens the palette here: `⌘` or `Ctrl `. */
export function commandKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl '
}
