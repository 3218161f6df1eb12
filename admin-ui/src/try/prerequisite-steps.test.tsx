import type { FlagExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ExplanationSteps } from './explanation-steps.tsx'

let page: HTMLElement
let root: Root
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  page = document.createElement('div')
  root = createRoot(page)
})
afterEach(() => {
  act(() => root.unmount())
  vi.unstubAllGlobals()
})

/** Each asks the one before it. */
function stepsOf(depth: number): FlagExplained['steps'] {
  if (depth === 0) return [{ step: 'off' }]
  const decision = { variant: 'off', reason: 'DEFAULT', flagMetadata: {} } as const
  return [{ step: 'prerequisite', flag: `f${depth - 1}`, wanted: ['on'], decision, met: false }]
}

const DEPTH = 5_000
const prerequisites = Array.from({ length: DEPTH }, (_, at) => ({
  flag: `f${at}`,
  steps: stepsOf(at),
}))

function show(known: typeof prerequisites) {
  act(() => root.render(<ExplanationSteps steps={stepsOf(DEPTH)} prerequisites={known} />))
}

function open(summary: string) {
  const details = [...page.querySelectorAll('details')].find(
    (one) => one.querySelector('summary')?.textContent === summary,
  )
  if (!details) throw new Error(`nothing says "${summary}"`)
  act(() => {
    details.open = true
    details.dispatchEvent(new Event('toggle'))
  })
}

it('shows how prerequisites came to their answers, one level when it is asked for', () => {
  show(prerequisites)
  expect(page.querySelectorAll('details')).toHaveLength(1)
  open('Why f4999 does')
  open('Why f4998 does')
  const [, first, second] = page.querySelectorAll('ol')
  expect(first?.getAttribute('aria-label')).toBe('Steps of f4999')
  expect(second?.textContent).toContain('f4997 serves off, which is not on')
  expect(page.querySelectorAll('details')).toHaveLength(3)
})

it('says that steps are left out where they are', () => {
  show(prerequisites.slice(-1))
  open('Why f4999 does')
  expect(page.textContent).toContain('Its steps are left out: there are too many in all.')
  expect(page.querySelectorAll('details')).toHaveLength(1)
})
