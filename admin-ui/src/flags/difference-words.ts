import type { FlagConfiguration, Serve } from '@bunting/flag-server/flags/flag-schemas.ts'
import { conditionDifferences } from '../conditions/condition-differences.ts'
import { conditionsWords } from '../conditions/condition-words.ts'
import type { Rule } from '../conditions/operators.ts'
import { changed, type Difference, listDifference } from '../drafts/difference.ts'
import { sameJson } from '../shared/same-json.ts'
import { ruleName } from './rule-name.ts'
import { DEFAULT_BUCKET_BY, serveWords, sharesWords } from './serve-words.ts'

type Configuration = Partial<FlagConfiguration>

/** What differs between two configurations, in the order the page shows it. */
export function differences(before: Configuration, after: Configuration): readonly Difference[] {
  return [
    ...changed('State', onWords(before.on), onWords(after.on)),
    ...changed('Prerequisites', prerequisiteWords(before), prerequisiteWords(after)),
    ...targetDifferences(before, after),
    ...ruleDifferences(before.rules ?? [], after.rules ?? []),
    ...serveDifference('Everyone else', before.fallthrough, after.fallthrough),
    ...changed('When off', before.offVariant ?? null, after.offVariant ?? null),
    ...(before.salt === after.salt ? [] : changed('Salt', before.salt ?? null, after.salt ?? null)),
  ]
}

/** What people are told apart by is said only where that changes. */
function serveDifference(what: string, before?: Serve, after?: Serve): Difference[] {
  const by = bucketBy(before) !== bucketBy(after)
  const words = (serve?: Serve) => (serve ? (by ? serveWords(serve) : sharesWords(serve)) : null)
  return changed(what, words(before), words(after))
}

function bucketBy(serve?: Serve): string | undefined {
  return serve && 'rollout' in serve ? (serve.rollout.bucketBy ?? DEFAULT_BUCKET_BY) : undefined
}

const onWords = (on: boolean | undefined) => (on === undefined ? null : on ? 'on' : 'off')

function prerequisiteWords({ prerequisites = [] }: Configuration): string | null {
  if (prerequisites.length === 0) return null
  return prerequisites
    .map(({ flag, variants }) => `${flag || '…'} is ${variants.join(' or ') || '…'}`)
    .join(' and ')
}

function targetDifferences(before: Configuration, after: Configuration): Difference[] {
  const variants = new Set(
    [...(before.targets ?? []), ...(after.targets ?? [])].map((t) => t.variant),
  )
  return [...variants].flatMap((variant) =>
    listDifference(`Individually ${variant}`, named(before, variant), named(after, variant)),
  )
}

function named({ targets = [] }: Configuration, variant: string): readonly string[] {
  return targets.filter((target) => target.variant === variant).flatMap(({ values }) => values)
}

function ruleDifferences(before: readonly Rule[], after: readonly Rule[]): Difference[] {
  const was = new Map(before.map((rule) => [rule.id, rule]))
  const is = new Map(after.map((rule) => [rule.id, rule]))
  const gone = before.flatMap((rule, at) =>
    is.has(rule.id) ? [] : changed(ruleName(rule, at), ruleWords(rule), null),
  )
  const newOrOther = after.flatMap((rule, at) => {
    const old = was.get(rule.id)
    if (!old) return changed(ruleName(rule, at), null, ruleWords(rule))
    return ruleDifference(old, rule, ruleName(old.name ? old : rule, at))
  })
  const order = (rules: readonly Rule[], kept: ReadonlyMap<string, Rule>) =>
    rules.filter(({ id }) => kept.has(id))
  const oldOrder = order(before, is)
  const newOrder = order(after, was)
  if (
    sameJson(
      oldOrder.map(({ id }) => id),
      newOrder.map(({ id }) => id),
    )
  ) {
    return [...gone, ...newOrOther]
  }
  const places = new Map(before.map((rule, at) => [rule.id, ruleName(rule, at)]))
  const inOrder = (rules: readonly Rule[]) => rules.map(({ id }) => places.get(id)).join(', ')
  return [...gone, ...newOrOther, ...changed('Order', inOrder(oldOrder), inOrder(newOrder))]
}

function ruleDifference(old: Rule, rule: Rule, what: string): Difference[] {
  return [
    ...changed(`${what}, name`, old.name ?? 'none', rule.name ?? 'none'),
    ...conditionDifferences(`${what}, when`, old.conditions, rule.conditions),
    ...serveDifference(`${what}, serves`, old.serve, rule.serve),
  ]
}

const ruleWords = (rule: Rule) => `${conditionsWords(rule.conditions)} → ${serveWords(rule.serve)}`
