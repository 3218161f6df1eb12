import { expect, it } from 'vitest'
import { broughtAlong, EVERYTHING, isOfProject, NOTHING_YET } from './brought-along.ts'

it('is a membership, everything, or nothing', () => {
  expect(broughtAlong('editor', 'shop', 'staging')).toEqual({
    memberships: [{ project: 'shop', environment: 'staging', role: 'editor' }],
  })
  expect(broughtAlong(EVERYTHING, 'shop', null)).toEqual({ administrator: true })
  expect(broughtAlong(NOTHING_YET, 'shop', null)).toEqual({})
  expect(['editor', EVERYTHING, NOTHING_YET].filter(isOfProject)).toEqual(['editor'])
})
