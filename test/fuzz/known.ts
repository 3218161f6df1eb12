import fc from 'fast-check'
import type { Operation, Parameter } from './operations.ts'

/**
 * What answers have told so far: keys, ids, versions. Requests are drawn from it, so that they meet what
 * exists. A pool is named by what has the property and the property: `flag.key`; or by the property alone.
 */
export interface Known {
  learn(operation: Operation, answer: unknown): void
  add(pool: string, value: unknown): void
  /** Something of the first of these pools that has anything of the kind; undefined when none has. */
  draw(pools: readonly string[], isOfKind?: (value: unknown) => boolean): fc.Arbitrary<unknown>
}

const KEPT = 30
const TOLD_APART_BY = ['key', 'id', 'number', 'name'] as const

export function createKnown(): Known {
  const pools = new Map<string, unknown[]>()

  function add(name: string, value: unknown): void {
    const pool = pools.get(name) ?? []
    pools.set(name, pool)
    if (pool.includes(value)) return
    pool.push(value)
    // What was told of last is most likely still there.
    if (pool.length > KEPT) pool.shift()
  }

  function walk(nouns: readonly string[], value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 10)) walk(nouns, item)
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (typeof inner === 'object') walk([singular(name)], inner)
        else {
          add(name, inner)
          for (const noun of nouns) add(`${noun}.${name}`, inner)
        }
      }
    }
  }

  return {
    add,
    learn(operation, answer) {
      const noun = singular(nounOf(operation.path))
      walk([noun], answer)
      if (typeof answer !== 'object' || answer === null) return
      const { environments } = answer as { environments?: { key: string }[] }
      if (Array.isArray(environments)) {
        // In another order, all of them: what only one operation wants to know.
        pools.set('environments', [environments.map(({ key }) => key).reverse()])
      }
      // `GET /audit` answers with `entries`: they are known by both names.
      for (const list of Object.values(answer)) if (Array.isArray(list)) walk([noun], list)
    },
    draw: (names, isOfKind = () => true) =>
      fc.nat(0x7fff_ffff).map((at) => {
        for (const name of names) {
          const pool = (pools.get(name) ?? []).filter(isOfKind)
          if (pool.length > 0) return pool[at % pool.length]
        }
        return undefined
      }),
  }
}

/** Where a path parameter's values are known from: `{id}` after `releases` is `release.id`. */
export function poolsOf(path: string, { name }: Parameter): string[] {
  const parts = path.split('/')
  const before = singular(parts[parts.indexOf(`{${name}}`) - 1] ?? '')
  const properties = [...TOLD_APART_BY, name]
  return [...new Set([name, before])]
    .flatMap((noun) => properties.map((property) => `${noun}.${property}`))
    .concat(name)
}

/** The last fixed part of a path: what its answer is about. */
function nounOf(path: string): string {
  return path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? ''
}

function singular(name: string): string {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return dashed.replace(/ies$/, 'y').replace(/([^s])s$/, '$1')
}
