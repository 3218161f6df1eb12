import type { FlagKind, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { type ExposureState, exposure } from './exposure.ts'

/** What the list shows; it lives in the address, so that a link shows the same list. */
export interface FlagFilter {
  readonly search: string
  readonly kind: FlagKind | null
  readonly tag: string | null
  /** In the environment in view. */
  readonly state: ExposureState | null
}

export const KIND_WORDS: Readonly<Record<FlagKind, string>> = {
  release: 'release',
  'kill-switch': 'kill switch',
  experiment: 'experiment',
  operational: 'operational',
  permission: 'permission',
}

export const STATE_WORDS: Readonly<Record<ExposureState, string>> = {
  on: 'on',
  partial: 'partly on',
  off: 'off',
}

export function readFilter(params: URLSearchParams): FlagFilter {
  return {
    search: params.get('search') ?? '',
    kind: oneOf(KIND_WORDS, params.get('kind')),
    tag: params.get('tag') || null,
    state: oneOf(STATE_WORDS, params.get('state')),
  }
}

/** Only what is set is written; parameters that are not the filter's stay. */
export function writeFilter(filter: FlagFilter, params: URLSearchParams): URLSearchParams {
  const written = new URLSearchParams(params)
  for (const [name, value] of Object.entries(filter)) {
    if (value) written.set(name, value)
    else written.delete(name)
  }
  return written
}

export function isFiltered({ search, kind, tag, state }: FlagFilter): boolean {
  return search !== '' || kind !== null || tag !== null || state !== null
}

/** Every word of the search must occur in key, name, description, a tag or the owner. */
export function matches(flag: FlagView, filter: FlagFilter, environment: string): boolean {
  if (filter.kind && flag.kind !== filter.kind) return false
  if (filter.tag && !flag.tags.includes(filter.tag)) return false
  if (filter.state) {
    const configuration = flag.environments[environment]
    if (!configuration || exposure(configuration).state !== filter.state) return false
  }
  const text = [flag.key, flag.name, flag.description, ...flag.tags, flag.owner ?? '']
    .join('\n')
    .toLowerCase()
  return filter.search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function oneOf<Name extends string>(words: Readonly<Record<Name, string>>, text: string | null) {
  return text !== null && Object.hasOwn(words, text) ? (text as Name) : null
}
