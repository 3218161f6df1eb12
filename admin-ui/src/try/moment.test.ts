import { expect, it } from 'vitest'
import { readContext } from './context-text.ts'
import { type Moment, NOW, readMoment, writeMoment } from './moment.ts'

it('reads back from the address what it wrote there, and leaves other parameters alone', () => {
  const moments: Moment[] = [
    NOW,
    { kind: 'at', at: '2026-03-01T12:00:00.000Z' },
    { kind: 'revision', revision: 812 },
  ]
  for (const moment of moments) {
    const written = writeMoment(moment, new URLSearchParams('search=x&at=2020-01-01&revision=7'))
    expect(readMoment(written)).toEqual(moment)
    expect(written.get('search')).toBe('x')
  }
})

it('takes what an address makes up for now', () => {
  expect(readMoment(new URLSearchParams('at=yesterday&revision=-1'))).toEqual(NOW)
})

it('reads a context, or says why it is none', () => {
  expect(readContext('{ "plan": "pro" }').context).toEqual({ plan: 'pro' })
  expect(readContext(' ').context).toEqual({})
  expect(readContext('[]').problem).toMatch('is an object')
  expect(readContext('{ "plan": ').problem).toMatch('Not JSON yet')
})
