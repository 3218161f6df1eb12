import fc, { type Arbitrary } from 'fast-check'

/** One thing wrong with a value: which part of it, and what it becomes. */
export interface Spoiling {
  /** Counts through the parts of the value, from anywhere. */
  readonly at: number
  readonly becomes:
    | { readonly how: 'replaced'; readonly by: unknown }
    | { readonly how: 'removed' }
    | { readonly how: 'doubled' }
    | { readonly how: 'joined'; readonly name: string; readonly by: unknown }
}

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e',
  'x'.repeat(300),
  'y'.repeat(20_000),
  '../../etc/passwd',
  "'; drop table flags; --",
  '%00',
  '__proto__',
  'constructor',
  'null',
  '-1',
  '1e400',
  '9'.repeat(400),
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.000Z',
  '0000-01-01T00:00:00Z',
  '(a+)+$',
  '[',
]
const ODD_NUMBERS = [0, -0, -1, 1.5, 1e21, -1e300, 2 ** 31, 2 ** 53, 2 ** 63, 5e-324]

export const ODD_VALUES: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.constantFrom(...ODD_NUMBERS),
  fc.constantFrom(null, true, false, [], {}, [[]], [null], { a: { b: [] } }),
  fc.integer({ min: 2, max: 60 }).map(nested),
  fc.array(fc.constant('same'), { minLength: 2, maxLength: 300 }),
  fc.jsonValue({ maxDepth: 2 }),
)

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level += 1)
    value = level % 2 ? [value] : { [`l${level}`]: value }
  return value
}

export const SPOILINGS: Arbitrary<Spoiling> = fc.record({
  at: fc.nat(10_000),
  becomes: fc.oneof(
    { weight: 5, arbitrary: fc.record({ how: fc.constant('replaced' as const), by: ODD_VALUES }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom({ how: 'removed' as const }, { how: 'doubled' as const }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        how: fc.constant('joined' as const),
        name: fc.constantFrom('extra', '__proto__', 'constructor', 'id', 'version', ''),
        by: ODD_VALUES,
      }),
    },
  ),
})

type Place = readonly (string | number)[]

/** The value with one thing wrong; itself is left as it is. */
export function spoil(value: unknown, { at, becomes }: Spoiling): unknown {
  const places = placesIn(value)
  const place = places[at % places.length] ?? []
  return change(value, place, (part) => {
    if (becomes.how === 'replaced') return becomes.by
    if (becomes.how === 'removed') return undefined
    if (becomes.how === 'doubled') return [part, part]
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return becomes.by
    return Object.fromEntries([...Object.entries(part), [becomes.name, becomes.by]])
  })
}

function placesIn(value: unknown, above: Place = []): Place[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [above, ...inner.flatMap(([name, part]) => placesIn(part, [...above, name]))]
}

function change(value: unknown, [first, ...rest]: Place, to: (part: unknown) => unknown): unknown {
  if (first === undefined) return to(value)
  if (Array.isArray(value)) {
    const changed = value.map((part, index) =>
      String(index) === first ? change(part, rest, to) : part,
    )
    return changed.filter((part) => part !== undefined)
  }
  const entries = Object.entries(value as object).map(([name, part]) => [
    name,
    name === first ? change(part, rest, to) : part,
  ])
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined))
}
