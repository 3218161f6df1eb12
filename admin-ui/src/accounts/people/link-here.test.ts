import { expect, it } from 'vitest'
import { linkHere } from './link-here.ts'

it('leads to where the page was reached, with the token still after the hash', () => {
  expect(linkHere('http://127.0.0.1:8080/invitation#token=abc', 'https://flags.example')).toBe(
    'https://flags.example/invitation#token=abc',
  )
})
