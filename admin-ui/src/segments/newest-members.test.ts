import type { SegmentConfigurationChanged } from '@bunting/flag-server/segments/segment-schemas.ts'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, it } from 'vitest'
import { newestMembers } from './newest-members.ts'
import { segmentConfigurationQuery } from './use-segment.ts'

const members = (version: number, revision: number, included: string[] = []) =>
  ({
    ...{ key: 'staff', environment: 'production', version, revision, included },
    ...{ excluded: [], conditions: [] },
  }) as unknown as SegmentConfigurationChanged

const { fetch } = globalThis
afterEach(() => {
  globalThis.fetch = fetch
})

it('takes nothing back by an answer that was long on its way', async () => {
  const client = new QueryClient()
  let answer: (response: Response) => void = () => {}
  globalThis.fetch = () =>
    new Promise((resolve) => {
      answer = resolve
    })
  const query = segmentConfigurationQuery('shop', 'production', 'staff')
  client.setQueryData(query.queryKey, members(1, 10))
  const asked = client.fetchQuery({ ...query, staleTime: 0 })
  const saved = members(2, 11, ['ada'])
  client.setQueryData(query.queryKey, saved)
  answer(Response.json(members(1, 10)))
  await asked
  expect(client.getQueryData(query.queryKey)).toEqual(saved)
  client.clear()
})

it('takes a segment that was made again for what it is by now', () => {
  expect(newestMembers(members(7, 10), members(1, 12))).toEqual(members(1, 12))
  expect(newestMembers(members(1, 10), members(2, 11))).toEqual(members(2, 11))
  expect(newestMembers(undefined, members(1, 3))).toEqual(members(1, 3))
})
