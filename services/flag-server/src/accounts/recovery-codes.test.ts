import { expect, it } from 'vitest'
import { makeRecoveryCodes, normalRecoveryCode } from './recovery-codes.ts'

it('makes ten that differ, without letters that are taken for others', () => {
  const codes = makeRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/)
})

it('knows them again however they are typed', () => {
  for (const code of makeRecoveryCodes()) {
    const [left = '', right = ''] = code.split('-')
    for (const typed of [code, code.toUpperCase(), `${left}${right}`, ` ${left} ${right} `]) {
      expect(normalRecoveryCode(typed)).toBe(code)
    }
  }
})
