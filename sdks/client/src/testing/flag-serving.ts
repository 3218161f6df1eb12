import type { Flag, JsonValue } from '@bunting/evaluator'

/** A flag that serves this value to everybody. */
export function flagServing(key: string, value: JsonValue): Flag {
  const always = { key, on: true, prerequisites: [], targets: [], rules: [], salt: key }
  if (typeof value === 'boolean') {
    const variants = { on: true, off: false }
    const fallthrough = { variant: value ? 'on' : 'off' }
    return { ...always, type: 'boolean', variants, offVariant: 'off', fallthrough }
  }
  const type = typeof value === 'string' || typeof value === 'number' ? typeof value : 'json'
  const served = { variants: { value }, offVariant: 'value', fallthrough: { variant: 'value' } }
  return { ...always, type: type as Flag['type'], ...served }
}
