import { expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'

it('goes back to a path of this application and nowhere else', () => {
  expect(safeNext('/shop/production/flags?search=a')).toBe('/shop/production/flags?search=a')
  for (const elsewhere of [null, '', 'https://evil.example', '//evil.example', '/\\evil.example']) {
    expect(safeNext(elsewhere)).toBe('/')
  }
})
