/**
 * The link as it works for whoever sees this page: without `PUBLIC_URL` the server knows only where it
 * listens, which behind a proxy is not where people reach it.
 */
export function linkHere(link: string, origin: string): string {
  const { pathname, search, hash } = new URL(link)
  return `${origin}${pathname}${search}${hash}`
}
