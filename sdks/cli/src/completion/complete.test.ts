import { expect, it } from 'vitest'
import { COMMANDS } from '../commands/all.ts'
import { complete } from './complete.ts'
import type { Lookups } from './values-of.ts'

const values = (...all: string[]) => Promise.resolve(all.map((value) => ({ value })))
const LOOKUPS: Lookups = {
  flags: () => values('new-checkout', 'new-search', 'banner'),
  environments: () => values('staging', 'production'),
  projects: () => values('default', 'shop'),
  requests: () => values('7', '12'),
  moving: () => values('new-search'),
}

/** What is offered behind `bunting …`; the last word is as far as it is typed. */
const offered = async (line: string) =>
  (await complete(line.split(' '), COMMANDS, LOOKUPS)).map(({ value }) => value)

it.each([
  ['ro', ['rollout', 'rollback']],
  ['on new', ['new-checkout', 'new-search']],
  ['-p shop on new-c', ['new-checkout']],
  ['rollout new-checkout ', []],
  ['create ', []],
  ['history b', ['banner']],
  ['kill new-checkout -e ', ['staging', 'production']],
  ['kill new-checkout --environment pro', ['production']],
  ['flags -p s', ['shop']],
  ['create x --type b', ['boolean']],
  ['create x --kind kill', ['kill-switch']],
  ['request ', ['7', '12']],
  ['rollback ', ['new-search']],
  ['completion ', ['bash', 'zsh', 'fish']],
  ['flags --li', []],
  ['history --li', ['--limit']],
  ['kill new-checkout --co', ['--comment']],
  ['kill new-checkout --comment x --co', []],
  ['create x --tag a --ta', ['--tag']],
  ['--ver', ['--version']],
  ['nothing ', []],
  ['kill new-checkout -m ', []],
])('offers what could stand there: %s', async (line, expected) => {
  expect(await offered(line)).toEqual(expected)
})

it('says of each command what it does', async () => {
  const found = await complete(['kil'], COMMANDS, LOOKUPS)
  expect(found).toEqual([{ value: 'kill', says: 'switch a flag off now, and see it confirmed' }])
})
