import { expect, it } from 'vitest'
import { setupToken } from './setup-token.ts'

it('reads the token from after the hash', () => {
  expect(setupToken('#token=abc-_1')).toBe('abc-_1')
  for (const hash of ['', '#', '#token=', '#other=1']) expect(setupToken(hash)).toBeNull()
})
