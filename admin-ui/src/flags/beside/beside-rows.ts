import type { FlagConfiguration, FlagView, Serve } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Rule } from '../../conditions/operators.ts'
import { sameJson } from '../../shared/same-json.ts'

type Target = FlagConfiguration['targets'][number]
type Prerequisites = FlagConfiguration['prerequisites']

/** What one environment has in a row; null where it has nothing there. */
export type Cell =
  | { readonly kind: 'prerequisites'; readonly prerequisites: Prerequisites }
  | { readonly kind: 'target'; readonly target: Target }
  | { readonly kind: 'rule'; readonly rule: Rule; readonly number: number }
  | { readonly kind: 'serve'; readonly serve: Serve }

export interface BesideCell {
  readonly environment: string
  readonly cell: Cell | null
  /** From the environment that the others are compared with. */
  readonly differs: boolean
}

export interface BesideRow {
  readonly key: string
  readonly label: string
  readonly cells: readonly BesideCell[]
}

interface Configured {
  readonly environment: string
  readonly configuration: FlagConfiguration
}

/**
 * What the environments do with a flag, row beside row, in the order an evaluation goes. A rule is the
 * same rule where it has the same id: that is how it was copied.
 */
export function besideRows(flag: FlagView, environments: readonly string[], reference: string) {
  const held = environments.flatMap((environment): Configured[] => {
    const configuration = flag.environments[environment]
    return configuration ? [{ environment, configuration }] : []
  })
  const base = held.find(({ environment }) => environment === reference)
  const row = (
    key: string,
    label: string,
    cellOf: (configured: Configured) => Cell | null,
    /** What counts as a difference, where that is not all of the cell. */
    weigh: (configured: Configured, other: Configured) => unknown = cellOf,
  ): BesideRow => {
    return {
      key,
      label,
      cells: held.map((configured) => ({
        environment: configured.environment,
        cell: cellOf(configured),
        differs: base !== undefined && !sameJson(weigh(configured, base), weigh(base, configured)),
      })),
    }
  }
  return [
    row('prerequisites', 'Only if', ({ configuration: { prerequisites } }) =>
      prerequisites.length === 0 ? null : { kind: 'prerequisites', prerequisites },
    ),
    ...namedVariants(held).map((variant) =>
      row(
        `individually ${variant}`,
        `Individually ${variant}`,
        (configured) => targetCell(configured, variant),
        (configured) => targetOf(configured, variant)?.values.toSorted() ?? [],
      ),
    ),
    ...ruleOrder(held).map((id, at) =>
      row(
        `rule ${id}`,
        at === 0 ? 'Rules' : '',
        (configured) => ruleCell(configured, id),
        (configured, other) => weighRule(configured, id, other),
      ),
    ),
    row('everyone else', 'Everyone else', ({ configuration }) => ({
      kind: 'serve',
      serve: configuration.fallthrough,
    })),
    row('when off', 'When off', ({ configuration }) => ({
      kind: 'serve',
      serve: { variant: configuration.offVariant },
    })),
  ].filter(({ cells }) => cells.some(({ cell }) => cell !== null))
}

function namedVariants(held: readonly Configured[]): readonly string[] {
  return [
    ...new Set(held.flatMap(({ configuration: { targets } }) => targets.map((t) => t.variant))),
  ]
}

function targetOf({ configuration: { targets } }: Configured, variant: string): Target | undefined {
  return targets.find((target) => target.variant === variant)
}

function targetCell(configured: Configured, variant: string): Cell | null {
  const target = targetOf(configured, variant)
  return target ? { kind: 'target', target } : null
}

function ruleCell({ configuration: { rules } }: Configured, id: string): Cell | null {
  const at = rules.findIndex((rule) => rule.id === id)
  const rule = rules[at]
  return rule ? { kind: 'rule', rule, number: at + 1 } : null
}

/** A rule, and its place among those that both have: one more above it makes it no other rule. */
function weighRule({ configuration: { rules } }: Configured, id: string, other: Configured) {
  const shared = new Set(other.configuration.rules.map((rule) => rule.id))
  return {
    rule: rules.find((rule) => rule.id === id),
    place: rules.filter((rule) => shared.has(rule.id)).findIndex((rule) => rule.id === id),
  }
}

/** Every rule once: each environment's own order, what only one has after what stands before it there. */
function ruleOrder(held: readonly Configured[]): readonly string[] {
  const order: string[] = []
  for (const { configuration } of held) {
    let before = -1
    for (const { id } of configuration.rules) {
      const known = order.indexOf(id)
      if (known === -1) order.splice(before + 1, 0, id)
      before = known === -1 ? before + 1 : known
    }
  }
  return order
}
