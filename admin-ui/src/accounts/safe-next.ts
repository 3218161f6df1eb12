/** Where to go after signing in: a path of this application, whatever the address says. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/'
}
