import { decodeFrame } from '@bunting/protocol/wire'
import { beforeEach, expect, it } from 'vitest'
import type { PreviewCounts } from './preview-counts.ts'
import {
  createPreviewExchange,
  type PreviewExchange,
  type PreviewPeer,
} from './preview-exchange.ts'

let now: number
let deadlines: { at: number; run: () => void }[]
let exchange: PreviewExchange
beforeEach(() => {
  now = 0
  deadlines = []
  exchange = createPreviewExchange({
    now: () => now,
    after(delayMs, run) {
      const deadline = { at: now + delayMs, run }
      deadlines.push(deadline)
      return () => void deadlines.splice(deadlines.indexOf(deadline), 1)
    },
  })
})

/** Lets time pass, and deadlines with it. */
function pass(ms: number): void {
  now += ms
  for (const { run } of deadlines.filter(({ at }) => at <= now)) run()
}

interface FakeSdk {
  readonly peer: PreviewPeer
  readonly frames: string[]
  answer(contexts: number, moved: number, id?: string): void
}

function join(environment = 'e'): FakeSdk {
  const frames: string[] = []
  const peer = exchange.join(environment, ({ text }) => frames.push(String(text)))
  const asked = () => (decodeFrame(frames.at(-1) ?? '').header as { id: string }).id
  return {
    peer,
    frames,
    answer: (contexts, moved, id = asked()) =>
      peer.answered({
        type: 'previewed',
        id,
        contexts,
        changes: [{ from: 'off', to: 'on', count: moved }],
      }),
  }
}

function ask(environment = 'e'): Promise<PreviewCounts> {
  const counts = exchange.ask(environment, '{"key":"f"}', 400)
  if (counts === 'busy') throw new Error('asked too often')
  return counts
}

const moved = (count: number) => [{ from: 'off', to: 'on', count }]

it('sends each SDK of the environment the line, and adds up their counts', async () => {
  const [a, b, elsewhere] = [join(), join(), join('other')]
  const counts = ask()
  expect(a.frames.map((frame) => decodeFrame(frame).lines)).toEqual([['{"key":"f"}']])
  expect(elsewhere.frames).toEqual([])
  a.answer(10, 4)
  b.answer(7, 3)
  expect(await counts).toEqual({ asked: 2, answered: 2, contexts: 17, changes: moved(7) })
  expect(deadlines).toEqual([])
})

it('waits for nobody longer than it may', async () => {
  const [prompt] = [join(), join()]
  const counts = ask()
  prompt.answer(10, 4)
  pass(400)
  expect(await counts).toEqual({ asked: 2, answered: 1, contexts: 10, changes: moved(4) })
})

it('waits no more for one that is gone', async () => {
  const [stays, leaves] = [join(), join()]
  const counts = ask()
  stays.answer(10, 4)
  leaves.peer.leave()
  expect(await counts).toMatchObject({ asked: 2, answered: 1 })
})

it('counts an SDK once, and not at all what it cannot know', async () => {
  const [twice, liar, stranger] = [join(), join(), join('other')]
  const counts = ask()
  const asked = (decodeFrame(twice.frames[0] ?? '').header as { id: string }).id
  stranger.answer(1, 1, asked)
  twice.answer(10, 4)
  twice.answer(10, 4)
  liar.answer(10, 11)
  liar.answer(1_001, 1)
  liar.answer(10, 1, 'another question')
  pass(400)
  expect(await counts).toEqual({ asked: 2, answered: 1, contexts: 10, changes: moved(4) })
  // Nobody is waiting for these any more.
  liar.answer(10, 1)
  expect(await counts).toMatchObject({ answered: 1 })
})

it('asks an environment twice a second at most, and others meanwhile', () => {
  const here = join()
  join('other')
  expect([ask(), ask()]).toHaveLength(2)
  pass(999)
  expect(exchange.ask('e', '{}', 400)).toBe('busy')
  expect(exchange.ask('other', '{}', 400)).not.toBe('busy')
  pass(1)
  expect(exchange.ask('e', '{}', 400)).not.toBe('busy')
  expect(here.frames).toHaveLength(3)
})

it('says at once that there is nobody to ask', async () => {
  const nobody = { asked: 0, answered: 0, contexts: 0, changes: [] }
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([nobody, nobody, nobody])
})
