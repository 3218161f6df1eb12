import { createHmac, timingSafeEqual } from 'node:crypto'
import { cookieOf } from './caller.ts'

/** Sessions last this long after they were last used. */
export const SESSION_S: number = 14 * 24 * 60 * 60

/** The session cookie as better-auth writes it: `token.signature`, the signature HMAC-SHA256 in base64. */
export interface SessionCookie {
  readonly name: string
  /** The token in a `Cookie` header; undefined unless its signature is ours. */
  read(header: string | undefined): string | undefined
  /** `Set-Cookie` for a session with this token. */
  write(token: string): string
  /** `Set-Cookie` that takes it away. */
  clear(): string
}

export function createSessionCookie(secret: string, secure: boolean): SessionCookie {
  const name = `${secure ? '__Secure-' : ''}bunting.session_token`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  const sign = (token: string) => createHmac('sha256', secret).update(token).digest('base64')

  return {
    name,
    read(header) {
      const value = decode(cookieOf(header, name) ?? '')
      const dot = value.lastIndexOf('.')
      if (dot < 1) return undefined
      const token = value.slice(0, dot)
      const signature = Buffer.from(value.slice(dot + 1))
      const ours = Buffer.from(sign(token))
      const same = signature.length === ours.length && timingSafeEqual(signature, ours)
      return same ? token : undefined
    },
    write(token) {
      const value = encodeURIComponent(`${token}.${sign(token)}`)
      return `${name}=${value}; Max-Age=${SESSION_S}; ${attributes}`
    },
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  }
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
