import { expect, it } from 'vitest'
import { tokenInHash } from './token-in-hash.ts'

it('reads the token from after the hash', () => {
  expect(tokenInHash('#token=abc-_1')).toBe('abc-_1')
  for (const hash of ['', '#', '#token=', '#other=1']) expect(tokenInHash(hash)).toBeNull()
})
