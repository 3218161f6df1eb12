const KEY_FROM = 'Server SDK keys are made in the admin UI, under SDK keys'

/**
 * Where the server is and who asks, as they come out of variables and files. What the client would
 * refuse too is told here with what it looks like, and what to do. No message tells a key.
 * @throws Error
 */
export function checkServer(url: unknown, key: unknown): void {
  const wrong = wrongUrl(url) ?? wrongKey(key)
  if (wrong !== undefined) throw new Error(`Bunting: ${wrong}`)
}

function wrongUrl(url: unknown): string | undefined {
  const like = 'it is like https://flags.example.com'
  if (url === undefined || url === null || url === '') {
    return `url is ${stateOf(url)}: is the variable it comes from set where this program runs? ${like}`
  }
  if (typeof url !== 'string') return `url must be a text, not ${aOf(url)}: ${like}`
  if (url !== url.trim()) return 'url has a space or a line end around it: pass url.trim()'
  if (!/^\w+:\/\//.test(url)) return `url has no protocol: ${like}`
  if (!/^(http|ws)s?:/.test(url)) return `url must begin with https: or http:, ${like}`
  if (/\/(api|sdk)(\/v1)?\/?$/.test(url)) return `url is the server's address alone: ${like}`
  return undefined
}

function wrongKey(key: unknown): string | undefined {
  if (key === undefined || key === null || key === '') {
    return `key is ${stateOf(key)}: is the variable it comes from, BUNTING_SDK_KEY perhaps, set where this program runs? ${KEY_FROM}`
  }
  if (typeof key !== 'string') return `key must be a text, not ${aOf(key)}. ${KEY_FROM}`
  if (key !== key.trim()) {
    return 'key has a space or a line end around it, as a file has at its end: pass key.trim()'
  }
  if (/^bunting_(personal|service)_/.test(key)) {
    return `key is an API token, which is for the admin API: the SDK takes an SDK key. ${KEY_FROM}`
  }
  if (/\s/.test(key)) return `key has a space within: is it two lines of a file? ${KEY_FROM}`
  return undefined
}

/** With a client key flags that are for servers only do not arrive; code that others hold has no better. */
export function warnOfClientKey(key: string, warn: (message: string) => void): void {
  if (!key.startsWith('bunting_client_')) return
  warn(
    'key is a client key: only flags that are available to client-side SDKs arrive. A server of yours takes a server key',
  )
}

const stateOf = (value: undefined | null | '') => (value === '' ? 'empty' : `missing (${value})`)

/** `a number`, `an object` */
function aOf(value: unknown): string {
  const type = typeof value
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`
}
