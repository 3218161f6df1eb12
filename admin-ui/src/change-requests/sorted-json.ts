import { isObject } from '../shared/same-json.ts'

/** Pretty JSON with members in alphabetical order, so that two that say the same are the same text. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(sorted(value), null, 2) ?? 'null'
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, held]) => [name, sorted(held)]))
}
