import type { Serve } from '@bunting/flag-server/flags/flag-schemas.ts'
import { percent } from '../shared/number-words.ts'

export const DEFAULT_BUCKET_BY = 'targetingKey'

/** What is served, in words: `on`, `25 % on, by company.id`, `50 % a, 30 % b, 20 % c, by targetingKey`. */
export function serveWords(serve: Serve): string {
  if ('variant' in serve) return serve.variant
  return `${sharesWords(serve)}, by ${serve.rollout.bucketBy ?? DEFAULT_BUCKET_BY}`
}

/** The same without what people are told apart by. Of two shares the second is the rest. */
export function sharesWords(serve: Serve): string {
  if ('variant' in serve) return serve.variant
  const { shares } = serve.rollout
  const named = shares.length === 2 ? shares.slice(0, 1) : shares
  return named.map(({ variant, share }) => `${percent(share)} ${variant}`).join(', ')
}
