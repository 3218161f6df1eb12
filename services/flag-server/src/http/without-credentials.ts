/** `fetch` takes no URL with a user or a password in it: these go into a header. */
export function withoutCredentials(address: string): {
  readonly href: string
  readonly headers: Readonly<Record<string, string>>
} {
  const url = new URL(address)
  const [user = '', password = ''] = [url.username, url.password].map(decodeURIComponent)
  if (user === '' && password === '') return { href: url.href, headers: {} }
  url.username = ''
  url.password = ''
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  return { href: url.href, headers: { authorization: `Basic ${basic}` } }
}
