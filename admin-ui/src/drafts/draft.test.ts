import { expect, it } from 'vitest'
import { aConfiguration } from '../flags/example-flag.ts'
import {
  conflicts,
  edit,
  isEmpty,
  patchOf,
  preview,
  rebase,
  startDraft,
  takeTheirs,
  withSaved,
} from './draft.ts'

const base = aConfiguration({ version: 4 })
const rules = [{ id: 'a', conditions: [], serve: { variant: 'on' } }]

it('sends only what was changed, and the version it was changed on', () => {
  const draft = edit(startDraft(base), { fallthrough: { variant: 'off' } })
  expect(patchOf(draft, ' less load ')).toEqual({
    fallthrough: { variant: 'off' },
    expectedVersion: 4,
    comment: 'less load',
  })
})

it('forgets an edit that was taken back by hand', () => {
  const draft = edit(startDraft(base), { fallthrough: { variant: 'off' } })
  expect(isEmpty(edit(draft, { fallthrough: { variant: 'on' } }))).toBe(true)
})

it('keeps what was typed when somebody else changes another field, and both are saved', () => {
  const draft = edit(startDraft(base), { fallthrough: { variant: 'off' } })
  const theirs = aConfiguration({ version: 5, rules })
  expect(conflicts(draft, theirs)).toEqual([])
  const rebased = rebase(draft, theirs)
  expect(preview(rebased, theirs)).toMatchObject({ rules, fallthrough: { variant: 'off' } })
  expect(patchOf(rebased, '')).toEqual({ fallthrough: { variant: 'off' }, expectedVersion: 5 })
})

it('calls it a conflict when both changed the same field to different things', () => {
  const draft = edit(startDraft(base), { rules, offVariant: 'on' })
  const theirs = aConfiguration({ version: 5, rules: [{ ...rules[0], id: 'b' } as never] })
  expect(conflicts(draft, theirs)).toEqual(['rules'])
  expect(takeTheirs(draft, theirs).edits).toEqual({ offVariant: 'on' })
  expect(rebase(draft, theirs).edits).toEqual({ rules, offVariant: 'on' })
})

it('has nothing left to save when somebody else made the same change', () => {
  const draft = edit(startDraft(base), { offVariant: 'on' })
  const theirs = aConfiguration({ version: 5, offVariant: 'on' })
  expect(conflicts(draft, theirs)).toEqual([])
  expect(isEmpty(rebase(draft, theirs))).toBe(true)
})

it('keeps what was typed while a save was on its way, over what was saved', () => {
  const texts = { name: 'Sky', owner: 'ana' }
  const begun = startDraft<typeof texts, Partial<typeof texts>>(texts)
  const sent = { name: 'Sky 2' }
  const since = edit(edit(begun, sent), { name: 'Sky 23', owner: 'tom' })
  const left = withSaved(since, sent)
  expect(left).toEqual({
    base: { name: 'Sky 2', owner: 'ana' },
    edits: { name: 'Sky 23', owner: 'tom' },
  })
  // What the server answers is one's own, and no dispute.
  expect(conflicts(left, { name: 'Sky 2', owner: 'ana' })).toEqual([])
  expect(isEmpty(withSaved(edit(begun, sent), sent))).toBe(true)
})
