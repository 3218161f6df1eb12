import type { LiveMessage } from '@bunting/flag-server/live/live-message.ts'
import { expect, it } from 'vitest'
import { gatherLiveMessages } from './gather-live-messages.ts'

const revision = (environment: string, number: number, ...flags: string[]): LiveMessage => ({
  type: 'revision',
  environment,
  revision: number,
  flags,
  segments: [],
})
const FLAGS: LiveMessage = { type: 'changed', what: 'flags' }

function gathering() {
  const applied: LiveMessage[] = []
  const windows: (() => void)[] = []
  const { take, stop } = gatherLiveMessages(
    (message) => applied.push(message),
    (_ms, run) => {
      windows.push(run)
      return () => windows.splice(windows.indexOf(run), 1)
    },
  )
  return { applied, take, stop, windows, elapse: () => windows.shift()?.() }
}

it('applies a message at once when none came lately', () => {
  const { applied, take, elapse } = gathering()
  take(FLAGS)
  expect(applied).toEqual([FLAGS])
  elapse()
  take(FLAGS)
  expect(applied).toEqual([FLAGS, FLAGS])
})

it('makes what follows closely one, for each environment and each noun', () => {
  const { applied, take, elapse, windows } = gathering()
  take(FLAGS)
  take(revision('production', 2, 'a'))
  take(revision('staging', 7, 'a'))
  take(revision('production', 3, 'b'))
  take(FLAGS)
  take(FLAGS)
  expect(applied).toHaveLength(1)
  elapse()
  expect(applied.slice(1)).toEqual([
    revision('production', 3, 'a', 'b'),
    revision('staging', 7, 'a'),
    FLAGS,
  ])
  // What comes now follows those.
  take(FLAGS)
  expect(applied).toHaveLength(4)
  elapse()
  expect(applied).toHaveLength(5)
  elapse()
  expect(windows).toEqual([])
})

it('never holds back what carries its own news', () => {
  const { applied, take } = gathering()
  take(FLAGS)
  take({ type: 'heartbeat' })
  expect(applied).toHaveLength(2)
})

it('applies nothing any more once it is stopped', () => {
  const { applied, take, stop, windows } = gathering()
  take(FLAGS)
  take(FLAGS)
  stop()
  expect(windows).toEqual([])
  expect(applied).toHaveLength(1)
})
