import fc, { type Arbitrary } from 'fast-check'
import type { Known } from './known.ts'
import type { Schema } from './operations.ts'

export interface Vocabulary {
  readonly components: Readonly<Record<string, Schema>>
  readonly known: Known
  /** What properties of these names are made of, where a schema cannot say it: shares that add up. */
  readonly hints: Readonly<Record<string, Arbitrary<unknown>>>
}

const KEY = '^[A-Za-z0-9._-]{1,128}$'
const MOST_ITEMS = 3
const MOST_DEPTH = 4

/** Values that a schema allows; those that answers have told of come first. */
export function valuesOf(
  schema: Schema,
  words: Vocabulary,
  name = '',
  depth = 0,
): Arbitrary<unknown> {
  const hint = meansAnother(schema, name) ? undefined : words.hints[name]
  const made = made_(schema, words, name, depth)
  if (hint) {
    return fc.oneof({ weight: 5, arbitrary: hint }, { weight: 1, arbitrary: made })
  }
  const isScalar = schema.enum === undefined && /^(string|integer)$/.test(String(schema.type))
  if (!isScalar || name === '') return made
  const pools = [`${name}.key`, `${name}.id`, name, ...(ALIASES[name] ?? [])]
  const seen = words.known.draw(pools, (value) => isOfKind(value, schema))
  // What has a key is most often new: `key` is what things are made with.
  const weight = name === 'key' || name === 'name' ? 1 : 6
  const fallback = fc.tuple(seen, made).map(([value, other]) => value ?? other)
  return fc.oneof({ weight, arbitrary: fallback }, { weight: 2, arbitrary: made })
}

/** `from` is a moment here and an environment there; `approval` is of a policy, or of a stage. */
function meansAnother({ format, type }: Schema, name: string): boolean {
  return (name === 'from' && format === 'date-time') || (name === 'approval' && type === 'boolean')
}

/** As far as it takes to tell an id from a name. */
export function isOfKind(value: unknown, { type, pattern }: Schema): boolean {
  if (type === 'integer' || type === 'number') return Number.isInteger(value)
  if (typeof value !== 'string') return false
  return pattern === undefined || new RegExp(pattern).test(value)
}

const ALIASES: Readonly<Record<string, readonly string[]>> = {
  expectedVersion: ['version'],
  flags: ['flag.key'],
}

function made_(schema: Schema, words: Vocabulary, name: string, depth: number): Arbitrary<unknown> {
  if (schema.$ref) {
    const of = words.components[schema.$ref.split('/').at(-1) ?? ''] ?? {}
    return depth > MOST_DEPTH ? fc.constant(null) : valuesOf(of, words, name, depth + 1)
  }
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) {
    return fc.oneof(...branches.map((branch) => valuesOf(branch, words, name, depth + 1)))
  }
  const types = [schema.type ?? 'any'].flat()
  return fc.oneof(...types.map((type) => ofType(type, schema, words, name, depth)))
}

function ofType(
  type: string,
  schema: Schema,
  words: Vocabulary,
  name: string,
  depth: number,
): Arbitrary<unknown> {
  if (type === 'object') return objectsOf(schema, words, depth)
  if (type === 'array' && schema.prefixItems) {
    return fc.tuple(...schema.prefixItems.map((item) => valuesOf(item, words, '', depth + 1)))
  }
  if (type === 'array') {
    const { items = {}, minItems = 0, maxItems = MOST_ITEMS } = schema
    const most = depth > MOST_DEPTH ? minItems : Math.max(minItems, Math.min(maxItems, MOST_ITEMS))
    // Items of `variants` are each a `variant`.
    return fc.array(valuesOf(items, words, name.replace(/s$/, ''), depth + 1), {
      minLength: minItems,
      maxLength: most,
    })
  }
  if (type === 'string') return textsOf(schema)
  if (type === 'integer' || type === 'number') return numbersOf(schema, type)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  return fc.jsonValue({ maxDepth: 2 })
}

function objectsOf(schema: Schema, words: Vocabulary, depth: number): Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const fields = Object.fromEntries(
    Object.entries(properties).map(([key, inner]) => [key, valuesOf(inner, words, key, depth + 1)]),
  )
  const known = fc.record(fields, { requiredKeys: [...required], noNullPrototype: true })
  if (typeof additionalProperties !== 'object' || depth > MOST_DEPTH) return known
  const names = textsOf(schema.propertyNames ?? { maxLength: 20 })
  const others = fc.dictionary(names, valuesOf(additionalProperties, words, '', depth + 1), {
    maxKeys: MOST_ITEMS,
    noNullPrototype: true,
  })
  return fc.tuple(others, known).map(([more, own]) => ({ ...more, ...own }))
}

function textsOf(schema: Schema): Arbitrary<string> {
  const { pattern, format, minLength = 0, maxLength = 200 } = schema
  if (pattern === KEY) {
    const letters = fc.constantFrom(...'abcdefghij-._XYZ0123456789')
    return fc.string({ unit: letters, minLength: 1, maxLength: 12 })
  }
  if (format === 'email') return fc.nat(999).map((n) => `person-${n}@fuzz.example`)
  if (format === 'uuid') return fc.uuid()
  if (format === 'uri') return fc.webUrl()
  if (format === 'date-time') {
    const day = 86_400_000
    return fc
      .integer({ min: -30 * day, max: 30 * day })
      .map((ms) => new Date(Date.now() + ms).toISOString())
  }
  if (pattern) return fc.stringMatching(new RegExp(pattern))
  const most = Math.max(minLength, Math.min(maxLength, 40))
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ minLength, maxLength: most }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: most }) },
  )
}

function numbersOf(schema: Schema, type: 'integer' | 'number'): Arbitrary<number> {
  const min = schema.minimum ?? (schema.exclusiveMinimum ?? -1_001) + 1
  const max = schema.maximum ?? (schema.exclusiveMaximum ?? 1_000_001) - 1
  if (type === 'integer' || schema.multipleOf !== undefined) {
    const whole = fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
    const small = fc.integer({ min: Math.ceil(min), max: Math.min(Math.floor(max), min + 20) })
    return fc.oneof(small, whole)
  }
  const low = schema.minimum ?? schema.exclusiveMinimum ?? -1_000
  const high = schema.maximum ?? schema.exclusiveMaximum ?? 1_000_000
  return fc.double({
    min: low,
    max: high,
    minExcluded: schema.exclusiveMinimum !== undefined,
    maxExcluded: schema.exclusiveMaximum !== undefined,
    noNaN: true,
  })
}
