/** The token of `/setup#token=…`; after the hash, so that it reaches no server log. */
export function setupToken(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') || null
}
