import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { queryKeys } from '../shared/query-keys.ts'
import { aConfiguration, aFlag } from './example-flag.ts'
import {
  isHeld,
  listsHold,
  overtaken,
  putConfiguration,
  putFlag,
  removeFlag,
} from './flag-cache.ts'

function clientWith(flag: FlagView) {
  const client = new QueryClient()
  client.setQueryData(queryKeys.flag('shop', flag.key), flag)
  client.setQueryData(queryKeys.flagList('shop', ''), {
    pages: [{ flags: [flag], nextCursor: null }],
    pageParams: [null],
  })
  const held = () => client.getQueryData<FlagView>(queryKeys.flag('shop', flag.key))
  const listed = () =>
    client.getQueryData<{ pages: { flags: FlagView[] }[] }>(queryKeys.flagList('shop', ''))
      ?.pages[0]?.flags
  return { client, held, listed }
}

it('shows a changed configuration on the flag page and in the list', () => {
  const flag = aFlag({ environments: { production: aConfiguration({ version: 3 }) } })
  const { client, held, listed } = clientWith(flag)
  const changed = aConfiguration({ version: 4, on: true })
  putConfiguration(client, 'shop', {
    ...changed,
    key: flag.key,
    environment: 'production',
    revision: 9,
  })
  expect(held()?.environments.production).toEqual(changed)
  expect(listed()?.[0]?.environments.production).toEqual(changed)
})

it('does not go back when an older answer comes late', () => {
  const flag = aFlag({ environments: { production: aConfiguration({ version: 5, on: true }) } })
  const { client, held } = clientWith(flag)
  putFlag(client, 'shop', { ...flag, environments: { production: aConfiguration({ version: 4 }) } })
  expect(held()?.environments.production?.version).toBe(5)
})

it('takes nothing back by an answer that was long on its way, except what only an answer tells', () => {
  const stale: FlagView['stale'] = [
    { reason: 'past-end-date', since: '2026-01-31T00:00:00.000Z', advice: 'Remove it.' },
  ]
  const flag = aFlag({
    name: 'Newer',
    version: 2,
    stale,
    environments: { production: aConfiguration({ version: 5, on: true }) },
  })
  const { client } = clientWith(flag)
  const { stale: _stale, ...before } = flag
  const late = {
    ...before,
    name: 'Older',
    version: 1,
    environments: { production: aConfiguration({ version: 4 }) },
  }
  expect(overtaken(client, 'shop', [late])).toEqual([{ ...before, name: 'Newer' }])
  const madeAgain = { ...late, createdAt: '2031-01-01T00:00:00.000Z' }
  expect(overtaken(client, 'shop', [madeAgain])).toEqual([madeAgain])
})

it('takes an archived flag out of the list', () => {
  const flag = aFlag({})
  const { client, listed } = clientWith(flag)
  expect(listsHold(client, 'shop', flag.key)).toBe(true)
  removeFlag(client, 'shop', flag.key)
  expect(listed()).toEqual([])
  expect(isHeld(client, 'shop', flag.key)).toBe(false)
  expect(listsHold(client, 'shop', flag.key)).toBe(false)
})
