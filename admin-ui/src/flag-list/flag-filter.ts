import type { FlagKind, FlagState } from '@bunting/flag-server/flags/flag-schemas.ts'
import { KIND_WORDS } from '../flags/kind-words.ts'

export type FlagListView = 'in-use' | 'stale' | 'archived'
export type FlagSort = 'key' | '-created' | '-changed' | '-seen' | 'seen'

/** What the list shows; it lives in the address, so that a link shows the same list. */
export interface FlagFilter {
  readonly view: FlagListView
  readonly search: string
  readonly kind: FlagKind | null
  readonly tag: string | null
  /** Empty: flags that nobody owns. */
  readonly owner: string | null
  /** In the environment in view. */
  readonly state: FlagState | null
  readonly sort: FlagSort
}

export const EVERYTHING: FlagFilter = {
  view: 'in-use',
  search: '',
  kind: null,
  tag: null,
  owner: null,
  state: null,
  sort: 'key',
}

export const VIEW_WORDS: Readonly<Record<FlagListView, string>> = {
  'in-use': 'In use',
  stale: 'Stale',
  archived: 'Archived',
}

export const STATE_WORDS: Readonly<Record<FlagState, string>> = {
  on: 'on',
  partly: 'partly on',
  off: 'off',
}

export const SORT_WORDS: Readonly<Record<FlagSort, string>> = {
  key: 'By key',
  '-created': 'Newest first',
  '-changed': 'Last changed first',
  '-seen': 'Last evaluated first',
  seen: 'Longest silent first',
}

export function readFilter(params: URLSearchParams): FlagFilter {
  return {
    view: oneOf(VIEW_WORDS, params.get('view')) ?? EVERYTHING.view,
    search: params.get('search') ?? '',
    kind: oneOf(KIND_WORDS, params.get('kind')),
    tag: params.get('tag') || null,
    owner: params.get('owner'),
    state: oneOf(STATE_WORDS, params.get('state')),
    sort: oneOf(SORT_WORDS, params.get('sort')) ?? EVERYTHING.sort,
  }
}

/** Only what is set is written; parameters that are not the filter's stay. */
export function writeFilter(filter: FlagFilter, params: URLSearchParams): URLSearchParams {
  const written = new URLSearchParams(params)
  for (const [name, value] of entries(filter)) {
    if (value === null || value === EVERYTHING[name]) written.delete(name)
    else written.set(name, value)
  }
  return written
}

/** Whether something is left out, besides what the view leaves out. */
export function isFiltered(filter: FlagFilter): boolean {
  return entries(filter).some(
    ([name, value]) => name !== 'sort' && name !== 'view' && value !== EVERYTHING[name],
  )
}

/** What the API is asked. */
export function flagQuery(filter: FlagFilter, environment: string): URLSearchParams {
  const { view, search, kind, tag, owner, state, sort } = filter
  const query = new URLSearchParams({ sort })
  if (view === 'archived') query.set('archived', 'true')
  if (view === 'stale') query.set('stale', 'any')
  if (state !== null || /changed|seen/.test(sort)) query.set('in', environment)
  if (search.trim() !== '') query.set('search', search.trim())
  for (const [name, value] of Object.entries({ kind, tag, owner, state })) {
    if (value !== null) query.set(name, value)
  }
  return query
}

/** What finds all of them at once; whatever their order. */
export function selectionQuery(filter: FlagFilter, environment: string): URLSearchParams {
  const query = flagQuery({ ...filter, sort: EVERYTHING.sort }, environment)
  query.delete('sort')
  return query
}

function entries(filter: FlagFilter) {
  return Object.entries(filter) as [keyof FlagFilter, string | null][]
}

function oneOf<Name extends string>(words: Readonly<Record<Name, string>>, text: string | null) {
  return text !== null && Object.hasOwn(words, text) ? (text as Name) : null
}
