import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSessionCookie } from './session-cookie.ts'

const cookie = createSessionCookie('a secret of at least 32 characters', false)

/** `Set-Cookie` as it comes back in `Cookie`. */
const sentBack = (setCookie: string) => setCookie.split(';')[0] ?? ''

it('reads the token that it wrote, among whatever other cookies', () => {
  const token = fc.base64String({ minLength: 1 }).filter((text) => !text.includes('.'))
  fc.assert(
    fc.property(token, fc.base64String(), (text, other) => {
      const header = `x=${other}; ${sentBack(cookie.write(text))}; y=1`
      expect(cookie.read(header)).toBe(text)
    }),
  )
})

it('reads nothing that is not signed with its secret, and never throws', () => {
  const forger = createSessionCookie('another secret, as long as the one', false)
  expect(cookie.read(sentBack(forger.write('token')))).toBeUndefined()
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(cookie.read(`bunting.session_token=${text}`)).toBeUndefined()
      expect(cookie.read(text)).toBeUndefined()
    }),
  )
})

it('is for HTTPS alone where the server is reached by HTTPS', () => {
  const secure = createSessionCookie('a secret of at least 32 characters', true)
  expect(secure.write('t')).toMatch(/^__Secure-bunting\.session_token=.*; HttpOnly; .*; Secure$/)
  expect(secure.clear()).toMatch(/Max-Age=0; .*Secure$/)
})
