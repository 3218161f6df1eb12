/** The token of `/setup#token=…` and other links; after the hash, so that it reaches no server log. */
export function tokenInHash(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') || null
}
