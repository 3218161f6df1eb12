import { expect, it } from 'vitest'
import {
  askedFor,
  type RequestFilter,
  readRequestFilter,
  requestsParams,
  SHOWN,
  writeRequestFilter,
} from './request-filter.ts'

it('reads from the address what it wrote there, and writes nothing for what is usual', () => {
  for (const show of SHOWN) {
    for (const here of [true, false]) {
      const filter: RequestFilter = { show, here }
      expect(readRequestFilter(writeRequestFilter(filter))).toEqual(filter)
    }
  }
  expect(String(writeRequestFilter({ show: 'open', here: false }))).toBe('')
})

it('shows what is open when the address says something else', () => {
  expect(readRequestFilter(new URLSearchParams('show=nonsense'))).toEqual({
    show: 'open',
    here: false,
  })
})

it('asks the server for what it shows', () => {
  const asked = (filter: RequestFilter) => String(requestsParams(askedFor(filter, 'production')))
  expect(asked({ show: 'open', here: false })).toBe('state=live')
  expect(asked({ show: 'waiting', here: true })).toBe('waitingForMe=true&environment=production')
  expect(asked({ show: 'mine', here: false })).toBe('mine=true')
})
