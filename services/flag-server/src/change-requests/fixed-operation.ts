import { randomBytes } from 'node:crypto'
import type { Operation } from './operation-schemas.ts'
import type { Rehearsal } from './rehearse.ts'

/** With ids for the rules that have none: what is applied is what was approved, to the letter. */
export function fixed(operation: Operation): Operation {
  if (operation.type !== 'configure-flag' || !operation.patch.rules) return operation
  const rules = operation.patch.rules.map((rule) => ({
    ...rule,
    id: rule.id ?? randomBytes(6).toString('hex'),
  }))
  return { ...operation, patch: { ...operation.patch, rules } }
}

type Guards = NonNullable<Extract<Operation, { type: 'change-release' }>['patch']['guards']>

/** With what the rehearsal measured for guards of latency, which is another figure every hour. */
export function withMeasured(operation: Operation, { items }: Rehearsal): Operation {
  const plan = items.find(({ action }) => /^release\.(created|changed)$/.test(action))?.after
  if (operation.type === 'create-release') {
    const guards = measured(operation.plan.guards, plan)
    return { ...operation, plan: { ...operation.plan, guards } }
  }
  if (operation.type === 'change-release' && operation.patch.guards) {
    const guards = measured(operation.patch.guards, plan)
    return { ...operation, patch: { ...operation.patch, guards } }
  }
  return operation
}

function measured(guards: Guards, plan: unknown): Guards {
  const made = (plan as { guards?: readonly { controlP95Ms?: number }[] } | undefined)?.guards
  return guards.map((guard, at) => {
    const controlP95Ms = made?.[at]?.controlP95Ms
    return guard.kind === 'latency' && controlP95Ms !== undefined
      ? { ...guard, controlP95Ms }
      : guard
  })
}
