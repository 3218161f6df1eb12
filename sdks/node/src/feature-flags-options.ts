import type { Application } from '@bunting/client'
import type { Ruleset } from '@bunting/evaluator'
import type { Logger } from './report-warning.ts'

/** Times are in milliseconds, above 0 and at most 2,147,483,647. */
export type FeatureFlagsOptions = (Server | NoServer) & SharedOptions

interface Server {
  /** Where the flag server is: `https://flags.example.com`. */
  readonly url: string
  /** Server SDK key. Travels in a header, never in a URL, and is never logged. */
  readonly key: string | undefined
  /** Whether it never connects. Default false. */
  readonly offline?: boolean | undefined
}

interface NoServer {
  /**
   * Never connects: answers from `bootstrap` or, with url and key, from the cache that an earlier run
   * has left. `ready()` resolves at once, `status()` says `offline: true`.
   */
  readonly offline: true
  readonly url?: string | undefined
  readonly key?: string | undefined
}

interface SharedOptions {
  /** Shown with this process under Connections in the admin UI. */
  readonly application?: Application | undefined
  /** Names this process among its like. Default: host name, process id and a random part. */
  readonly instance?: string | undefined
  /** Where warnings go; the default is `process.emitWarning`, each cause once. */
  readonly logger?: Logger | undefined
  /**
   * Folder for the last good flags, so that a process which starts during an outage has them. One
   * file for each url and key, readable by this user only, shared by any number of processes.
   *
   * On by default, because the restart that needs it comes at an hour when nobody can switch it on:
   * in `BUNTING_CACHE_DIR` if that is set, else in the user's cache folder (`~/.cache/bunting`),
   * else in the temporary folder; where neither can be written to there is no cache, and no
   * warning. A folder given here that cannot be written to is warned of once. `false`, or an empty
   * `BUNTING_CACHE_DIR`, switches it off.
   */
  readonly cacheDir?: string | false | undefined
  /**
   * What to start with where there is no cache, or only one of an earlier revision: what `snapshot()`
   * returned, the path or URL of a file with that, or a ruleset as an object. A text that starts with
   * `{` is a snapshot, any other a path. Read and checked at every start, used or not.
   */
  readonly bootstrap?: string | URL | Ruleset | undefined
  /**
   * Age past which `healthy()` is false: a readiness probe then takes the process out of service.
   * Default: flags never get too old.
   */
  readonly maxStalenessMs?: number | undefined
  /** Whether the server is told how often each variant was served. Default true. */
  readonly countEvaluations?: boolean | undefined
  /**
   * Names that this process reports by `track`, such as `['checkout_failed']`. A release that one of
   * them guards then knows that silence means that all is well; without, it waits for the first report.
   */
  readonly metrics?: readonly string[] | undefined
  /**
   * Whether a change can be tried here before it is made: up to 1,000 contexts of the last ten
   * minutes are remembered, in memory only, and nothing but counts leaves the process. Default true.
   */
  readonly previews?: boolean | undefined
  /** Silence after which a connection counts as dead. Default 45,000: three heartbeats. */
  readonly silenceMs?: number | undefined
  /** Most that one attempt to connect may take. Default 10,000. */
  readonly connectTimeoutMs?: number | undefined
  /** Most there is between two attempts, unless the server asks for more. Default 10,000. */
  readonly maxReconnectDelayMs?: number | undefined
  /** Between two polls, which stand in for the stream where sockets cannot pass. Default 10,000. */
  readonly pollMs?: number | undefined
}
