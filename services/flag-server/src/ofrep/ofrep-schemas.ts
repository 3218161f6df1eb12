import { z } from 'zod'

/** What a provider sends: the context, and perhaps more that is not ours. */
export const EvaluationRequest = z.object({
  context: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('whom the question is about; `targetingKey` names them'),
})
export type EvaluationRequest = z.infer<typeof EvaluationRequest>

const Key = z.string().describe('of the flag')

export const EvaluationSuccess = z
  .object({
    key: Key,
    value: z.unknown(),
    reason: z.string().describe('STATIC, TARGETING_MATCH, SPLIT, DEFAULT or DISABLED'),
    variant: z.string().optional(),
    metadata: z.record(z.string(), z.union([z.boolean(), z.string(), z.number()])),
  })
  .register(z.globalRegistry, { id: 'OfrepEvaluation' })
export type EvaluationSuccess = z.infer<typeof EvaluationSuccess>

export const EvaluationFailure = z
  .object({
    key: Key.optional(),
    errorCode: z.enum(['FLAG_NOT_FOUND', 'PARSE_ERROR', 'INVALID_CONTEXT', 'GENERAL']),
    errorDetails: z.string(),
  })
  .register(z.globalRegistry, { id: 'OfrepFailure' })
export type EvaluationFailure = z.infer<typeof EvaluationFailure>

export const BulkEvaluation = z
  .object({
    flags: z.array(z.union([EvaluationSuccess, EvaluationFailure])),
    metadata: z.object({ revision: z.int() }),
  })
  .register(z.globalRegistry, { id: 'OfrepBulkEvaluation' })
export type BulkEvaluation = z.infer<typeof BulkEvaluation>
