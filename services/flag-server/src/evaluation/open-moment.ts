import type { CompiledRuleset } from '@bunting/evaluator'
import { findEnvironment } from '../projects/find-project.ts'
import type { Services } from '../services.ts'
import { type AskedMoment, findMoment } from './find-moment.ts'

/** The ruleset of an environment as it is, or as it was. */
export async function openMoment(
  { db, rulesets }: Pick<Services, 'db' | 'rulesets'>,
  { project, environment: key }: { readonly project: string; readonly environment: string },
  asked: AskedMoment,
): Promise<{ ruleset: CompiledRuleset; moment: { revision: number; at: string } }> {
  const { environment } = await findEnvironment(db, project, key)
  const { revision, at } = await findMoment(db, environment, asked)
  const ruleset = await rulesets.at(environment, revision)
  return { ruleset, moment: { revision, at: at.toISOString() } }
}
