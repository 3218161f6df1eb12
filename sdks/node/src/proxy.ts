import { getProxyForUrl } from 'proxy-from-env'

/** A proxy that stands between this process and the flag server. */
export interface HttpProxy {
  readonly secure: boolean
  readonly hostname: string
  readonly port: number
  /** Host and port, for people: without the password. */
  readonly name: string
  /** What `proxy-authorization` says. */
  readonly authorization: string | undefined
}

const SCHEMES: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/**
 * The proxy that the environment names for this server, as `curl` understands it: `HTTPS_PROXY` for
 * an https server, `HTTP_PROXY` for an http one, else `ALL_PROXY`, in capitals or not; none for the
 * hosts in `NO_PROXY`.
 * @param refuse called when there is one that cannot be used
 */
export function proxyFor(server: string, refuse: () => void): HttpProxy | undefined {
  const named = getProxyForUrl(server.replace(/^ws/, 'http'))
  if (named === '') return undefined
  const proxy = parse(isAsWritten(named) ? named : named.replace(/^https:/, 'http:'))
  if (proxy === undefined) refuse()
  return proxy
}

/** `proxy.example:3128` gets the scheme of the server from `proxy-from-env`; everywhere else it is http. */
function isAsWritten(named: string): boolean {
  const { https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY } = process.env
  return [https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY].includes(named)
}

function parse(text: string): HttpProxy | undefined {
  try {
    const { protocol, hostname, port, host, username, password } = new URL(text)
    const usualPort = SCHEMES[protocol]
    if (usualPort === undefined) return undefined
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    return {
      secure: protocol === 'https:',
      // IPv6 addresses wear brackets in URLs only.
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || usualPort,
      name: host,
      authorization: login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
    }
  } catch {
    // The error would tell the URL, and the URL may tell a password.
    return undefined
  }
}
