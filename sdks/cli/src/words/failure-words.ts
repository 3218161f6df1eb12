import type { Failure } from '../failure.ts'
import type { Paint } from '../terminal/paint.ts'

/** What a refusal is about, for what can be done about it. */
export interface Attempt {
  /** The command as it was typed, with more words at its end. */
  again(more: string): string
  /** Another command of the same place. */
  other(...words: string[]): string
  /** Whether it takes `--ask`, and was not given it. */
  readonly mayAsk: boolean
  readonly flag: string | undefined
  readonly environment: string | undefined
  /** Of the server. */
  readonly url: string
  /** Of the flag in the admin UI. */
  readonly page: string | undefined
}

const seconds = ({ retryAfterS }: Failure) =>
  retryAfterS === undefined ? 'in a moment' : `in ${retryAfterS} s`

const look = ({ flag = 'KEY', other }: Attempt) => `Look first: ${other('flag', flag)}`

type Advice = (attempt: Attempt, failure: Failure) => string | undefined

/** By the server's code, what to do about it. Where its own sentence says enough there is no row. */
const ADVICE: Readonly<Record<string, Advice>> = {
  approval_required: ({ again, mayAsk }) => (mayAsk ? `Ask for it: ${again('--ask')}` : undefined),
  comment_required: ({ again }) => `Say why: ${again("-m '…'")}`,
  permission_denied: ({ again, mayAsk }) =>
    mayAsk ? `If you may ask for it: ${again('--ask')}` : 'Ask a member who may give it to you',
  unauthorized: ({ url }) => `Make a token at ${url}/account, and set BUNTING_TOKEN`,
  sdk_key_not_allowed: ({ url }) => `Make a token at ${url}/account, and set BUNTING_TOKEN`,
  stale_version: (attempt) => `Somebody was faster. ${look(attempt)}`,
  too_many_requests: (_, failure) => `Try again ${seconds(failure)}`,
  database_unavailable: (_, failure) => `Try again ${seconds(failure)}`,
  outcome_unknown: look,
  flag_not_found: ({ other }) => `${other('flags')} lists them`,
  already_exists: ({ other }) => `${other('flags', '--archived')} lists those in the archive`,
  release_running: ({ other, environment }) =>
    `${other('releases', ...(environment ? ['-e', environment] : []))} shows it; bunting rollback takes it back`,
  place_locked: ({ page }) => (page ? `Its page: ${page}` : undefined),
}

export function adviceOn(failure: Failure, attempt: Attempt): string | undefined {
  return failure.advice ?? ADVICE[failure.code]?.(attempt, failure)
}

/** A sentence, and below it what to do. */
export function failureWords(message: string, advice: string | undefined, paint: Paint): string {
  const sentence = `${paint.red('bunting:')} ${message}`
  return advice === undefined ? sentence : `${sentence}\n  ${advice}`
}
