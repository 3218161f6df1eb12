import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { expect, it } from 'vitest'
import { aConfiguration } from '../flags/example-flag.ts'
import { aRelease } from '../releases/example-release.ts'
import { itemsInWords } from './items-in-words.ts'

type Item = ChangeRequestView['items'][number]

const item = (key: string, before: unknown, after: unknown): Item => ({
  target: { type: 'flag', key },
  environment: 'production',
  action: 'release.changed',
  before,
  after,
})
const { plan } = aRelease({})
const planned = item('a', plan, { ...plan, stages: plan.stages.slice(1) })
const marked = (key: string) => item(key, aConfiguration({}), aConfiguration({}))
const switched = item('a', aConfiguration({}), aConfiguration({ on: true }))

it('leaves out what says nothing beside a line about the same flag', () => {
  expect(itemsInWords([marked('a'), planned])).toEqual([planned])
  expect(itemsInWords([planned, switched])).toEqual([planned, switched])
})

it('keeps what would otherwise not be told of at all', () => {
  expect(itemsInWords([marked('b'), planned])).toEqual([marked('b'), planned])
  expect(itemsInWords([marked('a')])).toEqual([marked('a')])
})
