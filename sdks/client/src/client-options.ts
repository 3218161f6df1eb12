/** What `createClient` is told. Times are in milliseconds. */
export interface ClientOptions {
  /** Where the flag server is: `https://flags.example.com`, with a path if it lives under one. */
  readonly url: string
  /** SDK key. */
  readonly key: string
  /** Whether the key is said in the hello, for runtimes that can set no header. Default false. */
  readonly keyInHello?: boolean
  readonly sdk: { readonly name: string; readonly version: string }
  /** Names this process or tab among its like, for the list of connections. 1–128 characters. */
  readonly instance: string
  readonly application?: Application | undefined
  /** Silence after which a connection counts as dead. Default 45,000: three heartbeats. */
  readonly silenceMs?: number | undefined
  /** Default 10,000. */
  readonly connectTimeoutMs?: number | undefined
  /** Most there is between two attempts, unless the server asks for more. Default 10,000. */
  readonly maxReconnectDelayMs?: number | undefined
  /**
   * Age past which flags are no longer good enough: `healthy()` is false and `onStale` listeners hear
   * of it. Default: there is no limit.
   */
  readonly maxStalenessMs?: number | undefined
  /** Between two polls, where sockets cannot pass. Default 10,000. */
  readonly pollMs?: number | undefined
  /** Whether to tell the server how often each variant was served. Default true. */
  readonly countEvaluations?: boolean | undefined
  /**
   * Names that this process reports by `track`. A release that one of them guards is told that all is
   * well when nothing bad happens; without, it hears of it only from `track` itself.
   */
  readonly metrics?: readonly string[] | undefined
  /**
   * Whether to remember, in memory only, up to 1,000 contexts seen in the last ten minutes, so that a
   * change can be tried on them here before it is made. Default false.
   */
  readonly previews?: boolean | undefined
}

/** What runs the SDK, as the list of connections shows it: 1–128 characters each. */
export interface Application {
  readonly name?: string | undefined
  readonly version?: string | undefined
}

/** Every runtime has it, but for browsers of before 2024. */
declare const URL: { canParse?(url: string): boolean }

const URL_SHAPE = /^(http|ws)s?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/
/** What a header can carry. */
const KEY_SHAPE = /^[!-~]{1,256}$/

/** @throws Error with a sentence that says what to do; it does not tell the key */
export function checkOptions({ url, key, keyInHello }: ClientOptions): void {
  if (!KEY_SHAPE.test(key ?? '')) {
    throw new Error(`Bunting: key is ${key ? 'no SDK key' : 'missing'}: the admin UI makes them`)
  }
  if (keyInHello && key.startsWith('bunting_server')) {
    throw new Error('Bunting: a server key is secret: use a client key')
  }
  // What is in a URL ends up in the logs of every proxy on the way.
  const holdsKey = key.length > 7 && `${url}`.includes(key)
  if (!URL_SHAPE.test(url) || URL.canParse?.(url) === false || holdsKey) {
    throw new Error(
      'Bunting: url must be like https://flags.example.com, without query, password or key',
    )
  }
}
