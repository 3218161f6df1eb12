/** Who asks, and through what: every audit row says so. */
export interface Actor {
  readonly type: 'user' | 'token' | 'system'
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly via: 'ui' | 'api' | 'cli' | 'system'
  /** Of a personal token: the person it acts as. */
  readonly owner?: { readonly id: string; readonly name: string }
  /** Of a service token: id of the person who made it, perhaps through another. */
  readonly maker?: string
}

/** The server itself, at its first start. */
export const SYSTEM: Actor = {
  type: 'system',
  id: 'system',
  name: 'Bunting',
  email: null,
  via: 'system',
}

/** The id of the person behind it; null for service tokens, the admin token and the server itself. */
export function personBehind({ type, id, owner }: Actor): string | null {
  return type === 'user' ? id : (owner?.id ?? null)
}

/** The id of the person who answers for what is done: who made the service token, for one. */
export function personAnswering(actor: Actor): string | null {
  return personBehind(actor) ?? actor.maker ?? null
}
