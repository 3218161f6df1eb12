import type { QueryClient } from '@tanstack/react-query'

/** Forgets what was read as somebody; only what the sign-in page itself shows stays. */
export function forgetEverything(client: QueryClient): void {
  client.removeQueries({ type: 'inactive' })
}
