import { encodeLine } from '@bunting/evaluator'
import { type FlagAddress, lookAtConfiguration } from '../flags/configure-flag.ts'
import { flagOf } from '../flags/flag-rows.ts'
import type { FlagConfigurationPatch } from '../flags/flag-schemas.ts'
import { checkRulePatterns, proposeConfiguration } from '../flags/propose-configuration.ts'
import { AppError } from '../http/app-error.ts'
import type { Services } from '../services.ts'
import { addPreviews, NOBODY } from './preview-counts.ts'
import type { FlagPreview } from './preview-schemas.ts'

/** SDKs have this long, and replicas a little more, so that all is said within half a second. */
const SDKS_MS = 400
const REPLICAS_MS = 460

/**
 * What a change would do, worked out where the users are: every connected SDK that can compares the
 * proposed flag with its own on the contexts it saw lately, and answers with counts.
 *
 * @throws AppError for whatever a save of the same would be refused for; `too_many_requests` when it
 * waited for its turn and a newer one came
 */
export async function previewFlag(
  { db, patterns, previews, previewTurns, replicaQuestions }: Services,
  address: FlagAddress,
  patch: FlagConfigurationPatch,
): Promise<FlagPreview> {
  await checkRulePatterns(patterns, patch)
  const held = await lookAtConfiguration(db, address)
  const line = encodeLine(flagOf(held.flag, await proposeConfiguration(db, held, patch)))
  const environmentId = held.environment.id
  if (!(await previewTurns.take(environmentId))) throw tooSoon(address)
  const askedAt = performance.now()
  const here = previews.ask(environmentId, line, SDKS_MS)
  if (here === 'busy') throw tooSoon(address)
  const asked = { line, withinMs: SDKS_MS }
  const [own, others] = await Promise.all([
    here,
    replicaQuestions.ask('preview', environmentId, asked, REPLICAS_MS),
  ])
  // A sum without those would be a small number that looks like a true one.
  const answers = others.answers.filter((answer) => answer !== 'busy')
  if (answers.length < others.answers.length) throw tooSoon(address)
  // Of a replica that is silent only how many server SDKs it has is known, and that none answered.
  const unheard = others.silent.map(({ serverSdks }) => ({ ...NOBODY, asked: serverSdks }))
  const { contexts, changes, ...instances } = addPreviews([own, ...answers, ...unheard])
  return {
    contexts,
    instances,
    changes: [...changes],
    withinMs: Math.round(performance.now() - askedAt),
  }
}

function tooSoon({ environment }: FlagAddress): AppError {
  const why = `SDKs of "${environment}" were asked twice in the last second; ask again in a second`
  return new AppError('too_many_requests', why)
}
