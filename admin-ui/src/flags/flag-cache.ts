import type {
  FlagConfigurationChanged,
  FlagConfigurationView,
  FlagList,
  FlagView,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { queryKeys } from '../shared/query-keys.ts'

type FlagPages = InfiniteData<FlagList>

/** Puts a flag where it is shown, unless a newer state of it is there already. */
export function putFlag(client: QueryClient, project: string, flag: FlagView): void {
  client.setQueryData<FlagView>(queryKeys.flag(project, flag.key), (held) => newest(held, flag))
  changeInLists(client, project, flag.key, (held) => newest(held, flag))
}

/** Puts one environment's configuration where it is shown, unless a newer one is there already. */
export function putConfiguration(
  client: QueryClient,
  project: string,
  changed: FlagConfigurationChanged,
): void {
  const { key, environment, revision: _revision, ...configuration } = changed
  const put = (flag: FlagView): FlagView => ({
    ...flag,
    environments: {
      ...flag.environments,
      [environment]: newer(flag.environments[environment], configuration),
    },
  })
  client.setQueryData<FlagView>(queryKeys.flag(project, key), (held) => held && put(held))
  changeInLists(client, project, key, put)
}

export function removeFlag(client: QueryClient, project: string, key: string): void {
  client.removeQueries({ queryKey: queryKeys.flag(project, key), type: 'inactive' })
  changeInLists(client, project, key, () => null)
}

/** Whether any screen knows the flag. */
export function isHeld(client: QueryClient, project: string, key: string): boolean {
  const held = client.getQueryState(queryKeys.flag(project, key)) !== undefined
  return held || listsHold(client, project, key)
}

/** False when no list that is held shows the flag. */
export function listsHold(client: QueryClient, project: string, key: string): boolean {
  return client
    .getQueriesData<FlagPages>({ queryKey: queryKeys.flags(project) })
    .some(([, pages]) => pages?.pages.some(({ flags }) => flags.some((flag) => flag.key === key)))
}

function changeInLists(
  client: QueryClient,
  project: string,
  key: string,
  change: (flag: FlagView) => FlagView | null,
): void {
  client.setQueriesData<FlagPages>({ queryKey: queryKeys.flags(project) }, (data) => {
    if (!data) return data
    const pages = data.pages.map((page) => {
      if (!page.flags.some((flag) => flag.key === key)) return page
      const flags = page.flags.flatMap((flag) => (flag.key === key ? (change(flag) ?? []) : [flag]))
      return { ...page, flags }
    })
    return { ...data, pages }
  })
}

/**
 * What was answered, with what is held instead where that is newer: an answer that was long on its way
 * takes nothing back. A flag that was made again under its old name is another one.
 */
export function overtaken(
  client: QueryClient,
  project: string,
  answered: readonly FlagView[],
): FlagView[] {
  const asked = new Set(answered.map(({ key }) => key))
  const held = new Map<string, FlagView>()
  const hold = (flag: FlagView | undefined) => {
    if (flag && asked.has(flag.key)) held.set(flag.key, newest(held.get(flag.key), flag))
  }
  for (const [, pages] of client.getQueriesData<FlagPages>({
    queryKey: queryKeys.flags(project),
  })) {
    for (const { flags } of pages?.pages ?? []) flags.forEach(hold)
  }
  return answered.map((flag) => {
    hold(client.getQueryData<FlagView>(queryKeys.flag(project, flag.key)))
    const { lastSeenAt: _seen, stale: _stale, ...newer } = newest(held.get(flag.key), flag)
    const { lastSeenAt, stale } = flag
    return { ...newer, ...(lastSeenAt && { lastSeenAt }), ...(stale && { stale }) }
  })
}

function newest(held: FlagView | undefined, flag: FlagView): FlagView {
  if (!held || held.createdAt !== flag.createdAt) return flag
  const environments: FlagView['environments'] = { ...flag.environments }
  for (const [name, configuration] of Object.entries(flag.environments)) {
    environments[name] = newer(held.environments[name], configuration)
  }
  // An answer to a change tells nothing of what is worked out besides: that stays until it is asked for.
  const { lastSeenAt, stale } = held
  const told = { ...(lastSeenAt && { lastSeenAt }), ...(stale && { stale }) }
  return { ...told, ...(held.version > flag.version ? held : flag), environments }
}

function newer(held: FlagConfigurationView | undefined, next: FlagConfigurationView) {
  return held && held.version > next.version ? held : next
}
