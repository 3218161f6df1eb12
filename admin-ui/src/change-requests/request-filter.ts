import type { ChangeRequestQuery } from '@bunting/flag-server/change-requests/change-request-schemas.ts'

/** As the API is asked; what is absent does not matter. */
export type RequestsAsked = Partial<Omit<ChangeRequestQuery, 'cursor'>>

export const SHOWN = ['open', 'waiting', 'mine', 'ended'] as const
export type Shown = (typeof SHOWN)[number]

/** What the page of requests shows; it lives in the address. */
export interface RequestFilter {
  readonly show: Shown
  /** Only what concerns the environment in view. */
  readonly here: boolean
}

const ASKED: Readonly<Record<Shown, RequestsAsked>> = {
  open: { state: 'live' },
  waiting: { waitingForMe: true },
  mine: { mine: true },
  ended: { state: 'ended' },
}

export function readRequestFilter(params: URLSearchParams): RequestFilter {
  const show = SHOWN.find((one) => one === params.get('show')) ?? 'open'
  return { show, here: params.get('where') === 'here' }
}

/** Only what is not as usual is written. */
export function writeRequestFilter({ show, here }: RequestFilter): URLSearchParams {
  const params = new URLSearchParams()
  if (show !== 'open') params.set('show', show)
  if (here) params.set('where', 'here')
  return params
}

export function askedFor({ show, here }: RequestFilter, environment: string): RequestsAsked {
  return { ...ASKED[show], ...(here && { environment }) }
}

export function requestsParams(asked: RequestsAsked): URLSearchParams {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
}
