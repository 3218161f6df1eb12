import { readTimeout } from '../arguments/read-values.ts'
import { type Watched, watchDelivery } from '../server/watch-delivery.ts'
import { deliveryWords, progressWords } from '../words/delivery-words.ts'
import type { Call, Outcome } from './command.ts'

/** Adds to what was done whether every connected SDK has it; exit code 1 unless all said so. */
export async function confirm(
  { api, project, options, screen, time }: Call,
  { environment, revision }: { readonly environment: string; readonly revision: number },
  done: { readonly words: string; readonly document: object },
): Promise<Outcome> {
  const timeoutMs = readTimeout(options.timeout)
  const watched = await watchDelivery(api, { project, environment }, revision, {
    timeoutMs,
    time,
    onProgress: (now) => screen.progress(now.away ?? `${progressWords(now)} …`),
  }).finally(() => screen.progress(undefined))
  return {
    words: `${done.words}\n${deliveryWords(watched, environment, timeoutMs, screen.out.paint)}`,
    document: { ...done.document, delivery: documentOf(watched) },
    exitCode: watched.confirmed ? 0 : 1,
  }
}

function documentOf({ confirmed, away, ...rest }: Watched): object {
  return { confirmed, ...rest, ...(away !== undefined && { away }) }
}
