import { expect, it } from 'vitest'
import { type KillEvent, nextKills } from './kills.ts'

const kill = (id: string, flag = 'a'): KillEvent => ({
  type: 'kill',
  id,
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

it('leaves nothing of an earlier phase behind', () => {
  const [undone] = run(
    kill('1'),
    { type: 'became', id: '1', phase: { phase: 'killed', revision: 8, version: 3, changed: true } },
    { type: 'became', id: '1', phase: { phase: 'undone', revision: 9 } },
  )
  expect(undone).toEqual({
    id: '1',
    environment: 'production',
    flag: 'a',
    phase: 'undone',
    revision: 9,
  })
})
