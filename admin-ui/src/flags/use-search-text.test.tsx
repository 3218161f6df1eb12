import { act, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSearchText } from './use-search-text.ts'

let root: Root
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  root = createRoot(document.createElement('div'))
})
afterEach(() => {
  act(() => root.unmount())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A search whose address comes when the test says so. */
function search() {
  const written: string[] = []
  const shown = { text: '', type: (_: string) => {}, address: (_: string) => {} }
  function Search() {
    const [address, setAddress] = useState('')
    const [text, setText] = useSearchText(address, (next) => written.push(next))
    Object.assign(shown, { text, type: setText, address: setAddress })
    return null
  }
  act(() =>
    root.render(
      <MemoryRouter>
        <Search />
      </MemoryRouter>,
    ),
  )
  return {
    written,
    text: () => shown.text,
    address: (next: string) => act(() => shown.address(next)),
    type: (text: string) => act(() => shown.type(text)),
    pause: () => act(() => vi.advanceTimersByTime(200)),
  }
}

it('keeps what was typed while the address was on its way, and while several were', () => {
  const { written, text, address, type, pause } = search()
  type('ma')
  pause()
  type('many')
  pause()
  type('many-1')
  expect(written).toEqual(['ma', 'many'])
  address('ma')
  expect(text()).toBe('many-1')
  address('many')
  expect(text()).toBe('many-1')
})

it('follows an address that was not written from here', () => {
  const { text, address, type, pause } = search()
  type('ma')
  pause()
  address('ma')
  address('')
  expect(text()).toBe('')
  address('ma')
  expect(text()).toBe('ma')
})
