import { type EvaluationContext, flagKeys } from '@bunting/evaluator'
import { explain } from '@bunting/evaluator/explain'
import type { Services } from '../services.ts'
import type { ExplainFlags, FlagsExplained } from './explain-schemas.ts'
import { openMoment } from './open-moment.ts'

/** What every flag answers to a context, by key and a page at a time. */
export async function explainFlags(
  services: Pick<Services, 'db' | 'rulesets'>,
  address: { readonly project: string; readonly environment: string },
  { context, search = '', cursor = '', limit, ...asked }: ExplainFlags,
): Promise<FlagsExplained> {
  const { ruleset, moment } = await openMoment(services, address, asked)
  const part = search.toLowerCase()
  const keys = flagKeys(ruleset)
    .filter((key) => key > cursor && key.toLowerCase().includes(part))
    .sort()
  const shown = keys.slice(0, limit)
  return {
    flags: shown.map((key) => ({
      key,
      decision: explain(ruleset, key, context as EvaluationContext).decision,
    })),
    nextCursor: keys.length > limit ? (shown.at(-1) ?? null) : null,
    ...moment,
  }
}
