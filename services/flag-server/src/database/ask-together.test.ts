import { expect, it } from 'vitest'
import { askTogether } from './ask-together.ts'

/** A database that answers when it is told to, with the length of every word it knows. */
function setUp(known: readonly string[]) {
  const questions: { words: readonly string[]; answer(): void; fail(error: Error): void }[] = []
  const ask = askTogether<string, number>((words) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, number>>()
    const answer = new Map(
      words.filter((word) => known.includes(word)).map((word) => [word, word.length]),
    )
    questions.push({ words, answer: () => resolve(answer), fail: reject })
    return promise
  })
  return { ask, questions }
}

/** Until all that can go on has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('asks at once for the first, and once for all who come meanwhile', async () => {
  const { ask, questions } = setUp(['one', 'three'])
  const answers = ['one', 'two', 'three', 'four', 'three'].map(ask)
  expect(questions.map(({ words }) => words)).toEqual([['one'], ['two']])
  questions[0]?.answer()
  await settled()
  expect(questions[2]?.words).toEqual(['three', 'four'])
  questions[1]?.answer()
  questions[2]?.answer()
  expect(await Promise.all(answers)).toEqual([3, undefined, 5, undefined, 5])
})

it('never has more than two questions on their way, and none with more than 500', async () => {
  const { ask, questions } = setUp([])
  const all = Promise.all(Array.from({ length: 2_000 }, (_, n) => ask(String(n))))
  let answered = 0
  for (; answered < questions.length; answered += 1) {
    expect(questions.length - answered).toBeLessThanOrEqual(2)
    expect(questions[answered]?.words.length).toBeLessThanOrEqual(500)
    questions[answered]?.answer()
    await settled()
  }
  expect(answered).toBe(6)
  expect(new Set(await all)).toEqual(new Set([undefined]))
})

it('asks anew for what is asked after the question has left: an answer is never older than that', async () => {
  const { ask, questions } = setUp(['one'])
  const first = ask('one')
  const second = ask('one')
  expect(questions).toHaveLength(2)
  for (const question of questions) question.answer()
  expect(await Promise.all([first, second])).toEqual([3, 3])
})

it('tells those who asked that it failed, and goes on with the others', async () => {
  const { ask, questions } = setUp(['three'])
  const failing = [ask('one'), ask('two')]
  const next = ask('three')
  for (const question of questions) question.fail(new Error('away'))
  for (const one of failing) await expect(one).rejects.toThrow('away')
  await settled()
  questions[2]?.answer()
  expect(await next).toBe(5)
})
