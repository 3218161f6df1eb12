import type { Client } from '@bunting/client'
import { createTestFeatureFlags } from '@bunting/client/testing'
import { startTransition, useLayoutEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FeatureFlagsProvider } from './feature-flags-provider.tsx'
import { useFeatureFlags } from './use-feature-flags.ts'
import { useFlag } from './use-flag.ts'

// `act` renders without yielding. Here React is to yield.
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
})
afterEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})

const KEY = 'new-checkout'
const NUMBERS = Array.from({ length: 60 }, (_, index) => index)

type UseEnabled = (client: Client) => boolean

/** What a store does that React knows nothing of: the control that makes this a test. */
function useUnsafely(client: Client): boolean {
  const [, render] = useState(0)
  useLayoutEffect(() => client.subscribe(() => render((count) => count + 1)), [client])
  return client.isEnabled(KEY)
}

interface SlowProps {
  readonly client: Client
  readonly useEnabled: UseEnabled
  readonly onRender: () => void
}

function Slow({ client, useEnabled, onRender }: SlowProps) {
  const enabled = useEnabled(client)
  onRender()
  // 60 of these take longer than the 5 ms after which React lets others have the thread.
  const until = performance.now() + 1
  while (performance.now() < until);
  return enabled ? 'n' : 'o'
}

interface PageProps extends Omit<SlowProps, 'onRender'> {
  readonly onMount: (show: () => void) => void
  readonly onTenth: () => void
}

function Page({ onMount, onTenth, ...slow }: PageProps) {
  const [shown, show] = useState(false)
  useLayoutEffect(() => onMount(() => show(true)), [onMount])
  return (
    shown &&
    NUMBERS.map((number) => (
      <Slow key={number} {...slow} onRender={() => number === 10 && onTenth()} />
    ))
  )
}

/**
 * Mounts many slow components in a transition, changes the flag while they render, and returns
 * what the page showed after each commit: a letter for each component.
 */
async function commitsWhileChanging(
  useEnabled: UseEnabled,
  isSettled: (text: string) => boolean,
): Promise<string[]> {
  const client = createTestFeatureFlags({ [KEY]: false })
  const container = document.createElement('div')
  const commits: string[] = []
  const observer = new MutationObserver(() => commits.push(container.textContent ?? ''))
  observer.observe(container, { childList: true, characterData: true, subtree: true })
  const changeOnce = vi.fn(() => client.set(KEY, true))
  // Runs when React yields the thread, and it does before the last component.
  const onTenth = () => setTimeout(() => changeOnce.mock.calls.length === 0 && changeOnce())
  const onMount = vi.fn((show: () => void) => startTransition(show))

  const root = createRoot(container)
  root.render(
    <FeatureFlagsProvider client={client}>
      <Page client={client} useEnabled={useEnabled} onMount={onMount} onTenth={onTenth} />
    </FeatureFlagsProvider>,
  )
  await vi.waitFor(() => expect(container.textContent).toSatisfy(isSettled), 4_000)
  observer.disconnect()
  root.unmount()
  expect(changeOnce).toHaveBeenCalledTimes(1)
  return commits
}

const isComplete = (text: string) => text.length === NUMBERS.length
const isAllNew = (text: string) => text === 'n'.repeat(NUMBERS.length)
const isTorn = (commit: string) => new Set(commit).size > 1

describe('concurrent rendering', () => {
  it.each<[string, UseEnabled]>([
    ['useFlag', () => useFlag(KEY)],
    ['useFeatureFlags', () => useFeatureFlags().isEnabled(KEY)],
  ])('does not tear with %s', async (_, useEnabled) => {
    const commits = await commitsWhileChanging(useEnabled, isAllNew)
    expect(commits.filter(isTorn)).toEqual([])
  })

  it('would tear with a store that React knows nothing of', async () => {
    // What it loses it never shows: waiting for all to be new would take for ever.
    const commits = await commitsWhileChanging(useUnsafely, isComplete)
    expect(commits.filter(isTorn)).not.toEqual([])
  })
})
