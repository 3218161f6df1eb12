import type { Database, Transaction } from '../database/connect.ts'
import type { HeldConfiguration } from '../flags/configure-flag.ts'
import { controlP95 } from './control-p95.ts'
import type { FlagFacts } from './make-plan.ts'

/** What a plan is checked against. */
export async function flagFacts(
  db: Database | Transaction,
  { flag, environment }: HeldConfiguration,
  control = flag.type === 'boolean' ? 'off' : undefined,
): Promise<FlagFacts> {
  return {
    type: flag.type,
    variants: Object.keys(flag.variants),
    controlP95Ms:
      control === undefined ? null : await controlP95(db, environment.id, flag.key, control),
  }
}
