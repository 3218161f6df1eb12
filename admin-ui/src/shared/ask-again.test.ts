import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it, onTestFinished } from 'vitest'
import { askAgain } from './ask-again.ts'

/** Somebody looks at what `answers` gives, each when it is let go. */
function lookAt(client: QueryClient, answers: readonly string[]) {
  const asked: (() => void)[] = []
  const queryFn = () =>
    new Promise<string>((answer) => {
      const text = answers[asked.length] ?? 'one too many'
      asked.push(() => answer(text))
    })
  const observer = new QueryObserver(client, { queryKey: ['flags', 'all'], queryFn })
  onTestFinished(observer.subscribe(() => undefined))
  return { asked, seen: () => observer.getCurrentResult().data }
}

it('asks once more for what was on its way when something changed', async () => {
  const client = new QueryClient()
  const { asked, seen } = lookAt(client, ['from before', 'from after'])
  const told = askAgain(client, ['flags'])
  expect(asked).toHaveLength(1)
  asked[0]?.()
  await expect.poll(() => asked.length).toBe(2)
  asked[1]?.()
  await told
  expect(seen()).toBe('from after')
})

it('asks once for what is there', async () => {
  const client = new QueryClient()
  client.setQueryData(['flags', 'all'], 'from before', { updatedAt: Date.now() })
  const { asked, seen } = lookAt(client, ['from after', 'from after'])
  const before = asked.length
  const told = askAgain(client, ['flags'])
  expect(asked).toHaveLength(before + 1)
  asked.at(-1)?.()
  await told
  expect([asked.length, seen()]).toEqual([before + 1, 'from after'])
})
