import type { Watched } from '../server/watch-delivery.ts'
import type { Paint } from '../terminal/paint.ts'
import { oneLine } from '../terminal/screen-text.ts'

const MOST_NAMED = 10

/** `applied on 38 of 38 in 41 ms`, or who has not said so. */
export function deliveryWords(
  watched: Watched,
  environment: string,
  timeoutMs: number,
  paint: Paint,
): string {
  const { confirmed, connected, applied, tookMs, silent, away } = watched
  if (confirmed && connected === 0) {
    return `no SDK is connected to ${environment}: whoever connects gets it`
  }
  if (confirmed) return paint.green(`${progressWords(watched)}${tookWords(tookMs)}`)
  const after = timeoutMs === 0 ? '' : ` after ${timeoutMs / 1_000} s`
  return [
    paint.red(`not confirmed: applied on ${applied} of ${connected}${after}`),
    ...(away === undefined ? [] : [`  ${away}`]),
    ...silent.map(
      (replica) => `  server process ${replica} does not answer: its SDKs are not counted`,
    ),
    ...laggardLines(watched),
  ].join('\n')
}

export function progressWords({ applied, connected }: Watched): string {
  return `applied on ${applied} of ${connected}`
}

function tookWords(tookMs: number | null): string {
  return tookMs === null ? '' : ` in ${Math.ceil(tookMs)} ms`
}

function laggardLines({ laggards, connected, applied }: Watched): string[] {
  const named = laggards.slice(0, MOST_NAMED)
  const more = connected - applied - named.length
  return [
    ...named.map(
      ({ instance, sdk, application, revision }) =>
        `  ${oneLine([instance, sdk, application].filter(Boolean).join(', '))}: ${holdsWords(revision)}`,
    ),
    ...(more > 0 && named.length > 0 ? [`  and ${more} more`] : []),
  ]
}

function holdsWords(revision: number): string {
  return revision < 0 ? 'has said nothing yet' : `holds revision ${revision}`
}
