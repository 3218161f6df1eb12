import { expect, it } from 'vitest'
import { type KillEvent, nextKills } from './kills.ts'

const kill = (id: string, flag = 'a', project = 'shop'): KillEvent => ({
  type: 'kill',
  id,
  project,
  environment: 'production',
  flag,
})
const run = (...events: KillEvent[]) => events.reduce(nextKills, [])

it('keeps every kill until it is dismissed, newest first', () => {
  expect(run(kill('1', 'a'), kill('2', 'b')).map(({ flag }) => flag)).toEqual(['b', 'a'])
  expect(run(kill('1'), { type: 'dismiss', id: '1' })).toEqual([])
})

it('shows one strip for a flag that is killed twice', () => {
  expect(run(kill('1'), kill('2')).map(({ id }) => id)).toEqual(['2'])
})

it('tells a flag from that of the same key in another project', () => {
  const both = run(kill('1', 'a', 'shop'), kill('2', 'a', 'bank'))
  expect(both.map(({ project }) => project)).toEqual(['bank', 'shop'])
})

it('leaves nothing of an earlier phase behind', () => {
  const [undone] = run(
    kill('1'),
    { type: 'became', id: '1', phase: { phase: 'killed', revision: 8, version: 3, changed: true } },
    { type: 'became', id: '1', phase: { phase: 'undone', revision: 9 } },
  )
  expect(undone).toEqual({
    id: '1',
    project: 'shop',
    environment: 'production',
    flag: 'a',
    phase: 'undone',
    revision: 9,
  })
})

it('puts what was kept over a reload below what was killed since', () => {
  const [old, again] = run(kill('1', 'a'), kill('2', 'b'))
  if (!old || !again) throw new Error('two were killed')
  const kills = nextKills(run(kill('3', 'a')), { type: 'kept', kills: [old, again] })
  expect(kills.map(({ id }) => id)).toEqual(['3', '2'])
})
