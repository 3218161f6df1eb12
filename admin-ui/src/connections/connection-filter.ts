import type { SdkKeyKind } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'

/** Which connections are listed; it lives in the address, so that a link shows the same list. */
export interface ConnectionFilter {
  readonly search: string
  readonly kind: SdkKeyKind | null
  /** Only those that do not hold the newest revision. */
  readonly behind: boolean
}

export function readFilter(params: URLSearchParams): ConnectionFilter {
  const kind = params.get('kind')
  return {
    search: params.get('search') ?? '',
    kind: kind === 'server' || kind === 'client' ? kind : null,
    behind: params.get('behind') === 'true',
  }
}

/** Only what is set is written: the same words in the address and in the question to the server. */
export function writeFilter({ search, kind, behind }: ConnectionFilter): URLSearchParams {
  return new URLSearchParams({
    ...(search !== '' && { search }),
    ...(kind && { kind }),
    ...(behind && { behind: 'true' }),
  })
}

export function isFiltered({ search, kind, behind }: ConnectionFilter): boolean {
  return search !== '' || kind !== null || behind
}
