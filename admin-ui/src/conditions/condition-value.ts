export type ConditionValue = string | number | boolean

/**
 * What a person typed as a typed value: `42` is a number, `true` a boolean, everything else text;
 * quotes make text of anything. `formatValue` is its inverse.
 */
export function parseValue(typed: string): ConditionValue {
  const text = typed.trim()
  if (text.length >= 2 && text.startsWith('"') && text.endsWith('"')) return text.slice(1, -1)
  if (text === 'true') return true
  if (text === 'false') return false
  return isNumeral(text) ? Number(text) : text
}

export function formatValue(value: ConditionValue): string {
  if (typeof value !== 'string') return String(value)
  const plain = parseValue(value)
  return plain === value ? value : `"${value}"`
}

/** `007`, `1.0` and `1e3` stay text: as numbers they would come back as something else. */
function isNumeral(text: string): boolean {
  return text !== '' && Number.isFinite(Number(text)) && String(Number(text)) === text
}
