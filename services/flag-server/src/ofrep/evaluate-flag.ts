import {
  type Decision,
  decide,
  type EvaluationContext,
  flagKeys,
  isFlagNode,
} from '@bunting/evaluator'
import type { SdkKeyKind } from '../sdk-keys/sdk-key-schemas.ts'
import type { FlagsInMemory } from './flags-in-memory.ts'
import type { EvaluationFailure, EvaluationSuccess } from './ofrep-schemas.ts'

export type Evaluated = EvaluationSuccess | EvaluationFailure

/** What one flag answers, in the protocol's words; `decision` is undefined where there is no flag. */
export function evaluateFlag(
  flags: FlagsInMemory,
  kind: SdkKeyKind,
  key: string,
  context: EvaluationContext,
): { readonly answer: Evaluated; readonly decision: Decision | undefined } {
  if (!isKnown(flags, kind, key)) return { answer: notFound(key, kind), decision: undefined }
  const decision = decide(flags.ruleset, key, context)
  return { answer: toAnswer(key, decision, flags), decision }
}

/** What all flags answer, those that this kind of key may know, in the order of their keys. */
export function evaluateAll(
  flags: FlagsInMemory,
  kind: SdkKeyKind,
  context: EvaluationContext,
): Evaluated[] {
  return flagKeys(flags.ruleset)
    .filter((key) => isKnown(flags, kind, key))
    .sort()
    .map((key) => toAnswer(key, decide(flags.ruleset, key, context), flags))
}

function isKnown({ ruleset, isForClients }: FlagsInMemory, kind: SdkKeyKind, key: string): boolean {
  return kind === 'client' ? isForClients(key) : isFlag(ruleset, key)
}

/** Segments have lines too, under names that are no flag's. */
function isFlag(ruleset: FlagsInMemory['ruleset'], key: string): boolean {
  return isFlagNode(key) && ruleset.lines.has(key)
}

/** With `stale` in its metadata as an SDK's decision has it. */
function toAnswer(key: string, decision: Decision, { isStale }: FlagsInMemory): Evaluated {
  const { value, variant, reason, errorCode, flagMetadata } = decision
  if (errorCode !== undefined) {
    return {
      key,
      errorCode: errorCode === 'PARSE_ERROR' ? 'PARSE_ERROR' : 'GENERAL',
      errorDetails: `flag "${key}" cannot be evaluated: ${errorCode}`,
    }
  }
  return {
    key,
    value,
    reason,
    ...(variant !== undefined && { variant }),
    metadata: { ...flagMetadata, ...(isStale && { stale: true }) },
  }
}

function notFound(key: string, kind: SdkKeyKind): EvaluationFailure {
  const which = kind === 'client' ? ' that is available to client-side SDKs' : ''
  return {
    key,
    errorCode: 'FLAG_NOT_FOUND',
    errorDetails: `this environment has no flag "${key}"${which}`,
  }
}
