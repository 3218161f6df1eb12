import fc from 'fast-check'

export const CLIENTS = 3
export const SERVERS = 2
export const FLAGS = 4

/** One thing that happens. Times are in milliseconds. */
export type Step =
  | { readonly do: 'change'; readonly flag: number; readonly value: number | null }
  | { readonly do: 'ask'; readonly client: number; readonly flag: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'storm'; readonly ms: number }
  | { readonly do: 'cut' | 'half-open'; readonly client: number }
  | { readonly do: 'block-sockets' | 'slow'; readonly client: number; readonly ms: number }
  | { readonly do: 'close' | 'start' | 'restart'; readonly client: number }
  | { readonly do: 'kill-server' | 'stop-server'; readonly server: number; readonly ms: number }
  | { readonly do: 'drop-listener'; readonly server: number; readonly ms: number }
  | { readonly do: 'stop-database'; readonly ms: number; readonly revisionsAgo: number }
  | { readonly do: 'client-jumps'; readonly client: number; readonly ms: number }
  | { readonly do: 'server-jumps'; readonly server: number; readonly ms: number }

const client = fc.nat({ max: CLIENTS - 1 })
const server = fc.nat({ max: SERVERS - 1 })
const flag = fc.nat({ max: FLAGS - 1 })
const ms = fc.integer({ min: 1, max: 30_000 })
const long = fc.integer({ min: 1, max: 120_000 })

function named<Name extends string>(...names: readonly Name[]): fc.Arbitrary<Name> {
  return fc.constantFrom(...names)
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: named('change'),
      flag,
      value: fc.option(fc.nat({ max: 9 }), { freq: 6 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: named('ask'), client, flag }) },
  { weight: 6, arbitrary: fc.record({ do: named('wait'), ms }) },
  { weight: 2, arbitrary: fc.record({ do: named('storm'), ms: long }) },
  { weight: 3, arbitrary: fc.record({ do: named('cut', 'half-open'), client }) },
  { weight: 2, arbitrary: fc.record({ do: named('block-sockets'), client, ms: long }) },
  { weight: 1, arbitrary: fc.record({ do: named('slow'), client, ms }) },
  { weight: 2, arbitrary: fc.record({ do: named('close', 'start', 'restart'), client }) },
  { weight: 2, arbitrary: fc.record({ do: named('kill-server', 'stop-server'), server, ms }) },
  { weight: 1, arbitrary: fc.record({ do: named('drop-listener'), server, ms: long }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: named('stop-database'), ms, revisionsAgo: fc.nat({ max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: named('client-jumps'), client, ms: long }) },
  { weight: 1, arbitrary: fc.record({ do: named('server-jumps'), server, ms: long }) },
)

/** What happens, and the seed of everything that is left to chance on the way. */
export interface Schedule {
  readonly seed: number
  readonly steps: readonly Step[]
}

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer(),
  steps: fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }),
})

export function describeStep({ do: what, ...more }: Step): string {
  const details = Object.entries(more).map(([name, value]) => `${name} ${value}`)
  return [what, ...details].join(' ')
}
