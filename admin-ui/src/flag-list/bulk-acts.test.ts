import type { BulkAct, BulkOutcome } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import { expect, it } from 'vitest'
import { approvable, type BulkResult, forcedAgain, seenOf, undoOf } from './bulk-acts.ts'
import { resultWords } from './bulk-words.ts'

const done = (key: string, changed = true): BulkOutcome => ({ key, ok: true, changed })
const refused = (key: string, code: Extract<BulkOutcome, { ok: false }>['code']): BulkOutcome => ({
  key,
  ok: false,
  code,
  detail: 'why',
})
const result = (act: BulkAct, ...outcomes: BulkOutcome[]): BulkResult => ({
  id: 1,
  act,
  outcomes,
  untried: 0,
})

it('puts back only what was changed', () => {
  const switched = result(
    { type: 'switch', environment: 'production', on: true },
    done('a'),
    done('b', false),
    refused('c', 'flag_in_use'),
  )
  expect(undoOf(switched)).toEqual({
    keys: ['a'],
    act: { type: 'switch', environment: 'production', on: false },
  })
  expect(undoOf(result({ type: 'archive' }, done('a')))?.act).toEqual({
    type: 'restore',
    asItWas: true,
  })
})

it('offers no undo that would not put everything back', () => {
  expect(undoOf(result({ type: 'add-tags', tags: ['x', 'y'] }, done('a')))).toBeNull()
  expect(undoOf(result({ type: 'set-owner', owner: 'ana' }, done('a')))).toBeNull()
  expect(undoOf(result({ type: 'delete' }, done('a')))).toBeNull()
  expect(undoOf(result({ type: 'archive' }, refused('a', 'flag_in_use')))).toBeNull()
})

it('offers force only against being asked for', () => {
  const mixed = result(
    { type: 'archive' },
    refused('a', 'flag_still_evaluated'),
    refused('b', 'flag_in_use'),
  )
  expect(forcedAgain(mixed)).toEqual({ keys: ['a'], act: { type: 'archive', force: true } })
  expect(forcedAgain(result({ type: 'restore' }, refused('a', 'flag_in_use')))).toBeNull()
})

const nameOf = (environment: string) => (environment === 'eu' ? 'Europe' : environment)

it('says what became of them', () => {
  const words = (...outcomes: BulkOutcome[]) =>
    resultWords(result({ type: 'archive' }, ...outcomes), nameOf).replaceAll('\u00a0', ' ')
  expect(words(done('a'), done('b'))).toBe('Archived 2 flags')
  expect(words(done('a'), refused('b', 'flag_in_use'))).toBe('Archived 1 flag, 1 flag was refused')
  expect(words(refused('a', 'flag_in_use'))).toBe('1 flag was refused')
  expect(words(done('a', false))).toBe('Archived 0 flags, 1 flag was so already')
  const broken = { ...result({ type: 'archive' }, done('a')), untried: 1_200 }
  expect(resultWords(broken, nameOf).replaceAll('\u00a0', ' ')).toBe(
    'Archived 1 flag, 1,200 flags were not tried',
  )
  const switched = result({ type: 'switch', environment: 'eu', on: true }, done('a'))
  expect(resultWords(switched, nameOf).replaceAll('\u00a0', ' ')).toBe('Turned on 1 flag in Europe')
})

it('asks for what lacks a second person alone, each flag as a request', () => {
  const lacking = [refused('a', 'approval_required'), refused('b', 'flag_in_use'), done('c')]
  const switched = result({ type: 'switch', environment: 'production', on: true }, ...lacking)
  expect(approvable(switched)).toEqual([
    { type: 'configure-flag', environment: 'production', flag: 'a', patch: { on: true } },
  ])
  expect(approvable(result({ type: 'archive', force: true }, ...lacking))).toEqual([
    { type: 'archive-flag', flag: 'a', force: true },
  ])
  expect(approvable(result({ type: 'restore', asItWas: true }, ...lacking))).toEqual([
    { type: 'unarchive-flag', flag: 'a', asItWas: true },
  ])
})

it('tells the server what was seen of a flag: its versions', () => {
  const configuration = { on: true, offVariant: 'off', fallthrough: { variant: 'on' } }
  const flag = {
    key: 'a',
    owner: null,
    tags: [],
    version: 3,
    createdAt: '2026-01-01T00:00:00.000Z',
    environments: { production: { ...configuration, version: 7 } },
  }
  expect(seenOf(flag)).toEqual({
    createdAt: '2026-01-01T00:00:00.000Z',
    version: 3,
    environments: { production: 7 },
  })
})
