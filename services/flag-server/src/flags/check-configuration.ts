import type { Transaction } from '../database/connect.ts'
import { type FieldError, invalid } from '../http/app-error.ts'
import type { HeldConfiguration } from './configure-flag.ts'
import type { FlagConfiguration, Serve } from './flag-schemas.ts'

/** Refuses a configuration that the evaluator could not work with, naming every fault. */
export async function checkConfiguration(
  _tx: Transaction,
  { flag }: HeldConfiguration,
  document: FlagConfiguration,
): Promise<void> {
  const errors: FieldError[] = []
  const known = (path: string, variant: string) => {
    if (!Object.hasOwn(flag.variants, variant)) {
      errors.push({ path, message: `flag "${flag.key}" has no variant "${variant}"` })
    }
  }
  const served = (path: string, serve: Serve) => {
    if ('variant' in serve) known(`${path}.variant`, serve.variant)
    else {
      serve.rollout.shares.forEach(({ variant }, index) => {
        known(`${path}.rollout.shares.${index}.variant`, variant)
      })
    }
  }
  known('offVariant', document.offVariant)
  served('fallthrough', document.fallthrough)
  document.targets.forEach(({ variant }, index) => {
    known(`targets.${index}.variant`, variant)
  })
  document.rules.forEach(({ serve }, index) => {
    served(`rules.${index}.serve`, serve)
  })
  if (errors.length > 0) throw invalid(errors)
}
