import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'

export type ValueType = FlagView['type']
export type Variants = FlagView['variants']

/** A variant as it is typed: the value is text until it can be read. */
export interface VariantRow {
  readonly id: number
  readonly name: string
  readonly text: string
}

const STARTING: Readonly<Record<ValueType, readonly [name: string, text: string][]>> = {
  boolean: [],
  string: [
    ['control', 'blue'],
    ['treatment', 'green'],
  ],
  number: [
    ['control', '10'],
    ['treatment', '20'],
  ],
  json: [['control', '{}']],
}

export function startingVariants(type: ValueType): readonly VariantRow[] {
  return STARTING[type].map(([name, text], id) => ({ id, name, text }))
}

/** Variants that are there, to be edited. */
export function rowsOf(type: ValueType, variants: Variants): readonly VariantRow[] {
  return Object.entries(variants).map(([name, value], id) => ({
    id,
    name,
    text: type === 'string' ? String(value) : JSON.stringify(value),
  }))
}

/** Why a row cannot be read; null when it can. */
export function rowProblem(type: ValueType, row: VariantRow, rows: readonly VariantRow[]) {
  if (!/^[A-Za-z0-9._-]{1,128}$/.test(row.name)) return 'The name needs A-Z a-z 0-9 . _ -'
  if (rows.some((other) => other.id !== row.id && other.name === row.name)) {
    return 'Another variant has this name'
  }
  if (readValue(type, row.text) === undefined) {
    return type === 'number' ? 'The value must be a number' : 'The value must be JSON'
  }
  return null
}

/** Variants by name; null while a row cannot be read. */
export function readVariants(type: ValueType, rows: readonly VariantRow[]): Variants | null {
  if (type !== 'boolean' && rows.length === 0) return null
  if (rows.some((row) => rowProblem(type, row, rows) !== null)) return null
  return Object.fromEntries(rows.map(({ name, text }) => [name, readValue(type, text) ?? null]))
}

function readValue(type: ValueType, text: string): Variants[string] | undefined {
  if (type === 'string') return text
  if (type === 'number') {
    const number = Number(text)
    return text.trim() !== '' && Number.isFinite(number) ? number : undefined
  }
  try {
    return JSON.parse(text) as Variants[string]
  } catch {
    return undefined
  }
}
