import type { EvaluationContext } from '@bunting/evaluator'
import { explain } from '@bunting/evaluator/explain'
import type { FlagAddress } from '../flags/configure-flag.ts'
import { AppError } from '../http/app-error.ts'
import type { Services } from '../services.ts'
import { prerequisitesWithin } from './explain-prerequisites.ts'
import type { Explain, FlagExplained } from './explain-schemas.ts'
import { openMoment } from './open-moment.ts'

/** What one flag answers to a context and every step to it, now or at a moment that was. */
export async function explainFlag(
  services: Pick<Services, 'db' | 'rulesets'>,
  address: FlagAddress,
  { context, ...asked }: Explain,
): Promise<FlagExplained> {
  const { ruleset, moment } = await openMoment(services, address, asked)
  if (!ruleset.lines.has(address.flag)) {
    throw new AppError(
      'flag_not_found',
      `environment "${address.environment}" has no flag "${address.flag}" at revision ${moment.revision}`,
    )
  }
  const whom = context as EvaluationContext
  const explanation = explain(ruleset, address.flag, whom)
  return {
    ...(explanation as Pick<FlagExplained, 'decision' | 'steps'>),
    ...prerequisitesWithin(ruleset, explanation.steps, whom),
    ...moment,
  }
}
