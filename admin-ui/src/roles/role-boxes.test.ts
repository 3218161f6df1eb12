import { expect, it } from 'vitest'
import { conflicts, edit, preview, startDraft } from '../drafts/draft.ts'
import { boxesOf, changedBoxes, factsOf, type RoleBoxes, roleDifferences } from './role-boxes.ts'

const onCall = boxesOf({
  name: 'On call',
  permissions: ['project.view', 'flag.configure', 'flag.kill'],
  inProduction: ['flag.kill'],
})

it('says what is taken away and what is given, and where', () => {
  const after = boxesOf({
    name: 'Night shift',
    permissions: ['project.view', 'webhook.manage', 'release.run'],
    inProduction: ['release.run', 'flag.configure'],
  })
  expect(roleDifferences(onCall, after)).toEqual([
    { what: 'Name', before: 'On call', after: 'Night shift' },
    {
      what: 'Taken away',
      before: 'change what flags and segments serve, outside production',
      after: null,
    },
    { what: 'Taken away', before: 'kill; hold, roll back and abort releases', after: null },
    { what: 'Given', before: null, after: 'see and change webhooks' },
    { what: 'Given', before: null, after: 'change what flags and segments serve, in production' },
    { what: 'Given', before: null, after: 'plan, start and advance releases' },
  ])
  expect(roleDifferences(onCall, onCall)).toEqual([])
})

it('gives nothing again that somebody else took away meanwhile', () => {
  const mine = { ...onCall, 'release.run': true }
  const draft = edit(startDraft<RoleBoxes, Partial<RoleBoxes>>(onCall), changedBoxes(onCall, mine))
  const theirs = { ...onCall, 'flag.kill/production': false }
  expect(conflicts(draft, theirs)).toEqual([])
  expect(factsOf(preview(draft, theirs))).toEqual({
    name: 'On call',
    permissions: ['project.view', 'flag.configure', 'flag.kill', 'release.run'],
    inProduction: [],
  })
})
