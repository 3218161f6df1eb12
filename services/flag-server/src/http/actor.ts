/** Who asks, and through what: every audit row says so. */
export interface Actor {
  readonly type: 'user' | 'token' | 'system'
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly via: 'ui' | 'api' | 'system'
}

/** The server itself, at its first start. */
export const SYSTEM: Actor = {
  type: 'system',
  id: 'system',
  name: 'Bunting',
  email: null,
  via: 'system',
}
