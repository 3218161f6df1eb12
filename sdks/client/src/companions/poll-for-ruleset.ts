import type { Companion } from '../companion.ts'
import type { HttpResponse } from '../ports.ts'
import { type FailureCause, type Held, isPolling } from '../session-state.ts'
import { jittered } from './jittered.ts'
import { polled, pollRefused } from './poll-answers.ts'
import { requestTo } from './request-to.ts'

/** The first poll is drawn from so long: a crowd that lost its server does not ask at once. */
const FIRST_WITHIN_MS = 1_000

const REFUSALS: Readonly<Record<number, FailureCause>> = { 401: 'unauthorized', 403: 'revoked' }

/**
 * Asks for the ruleset every now and then where sockets cannot pass; the session says when. What it
 * is answered goes the way of any snapshot. One request at a time.
 */
export const pollForRuleset: Companion = (core) => {
  const { options, ports } = core
  const { http, time, random } = ports
  if (!http) return undefined
  const { pollMs = 10_000, connectTimeoutMs = 10_000 } = options
  let isRunning = false
  let isBusy = false
  /** Names the present time of polling: what an earlier one is still answered is not heard. */
  let spell = 0
  let cancel = (): void => {}

  function wait(delayMs: number): void {
    cancel = time.after(delayMs, () => void poll())
  }

  async function poll(): Promise<void> {
    const mine = spell
    let retryAfterMs = 0
    if (!isBusy) {
      isBusy = true
      const { held } = core.session()
      const response = await ask(held)
      isBusy = false
      if (mine === spell) take(response, held)
      retryAfterMs = response?.retryAfterMs ?? 0
    }
    // Taking it may have been the end: the key was revoked, or somebody has closed the client.
    if (mine === spell) wait(Math.max(jittered(pollMs, random), retryAfterMs))
  }

  /** Undefined when there was no answer. */
  async function ask(held: Held | undefined): Promise<HttpResponse | undefined> {
    const { headers, ...request } = requestTo(options, '/sdk/v1/ruleset', connectTimeoutMs)
    const known = held && { 'if-none-match': `"${held.epoch}.${held.revision}.${held.checksum}"` }
    try {
      return await http?.({ ...request, headers: { ...headers, ...known } })
    } catch {
      return undefined
    }
  }

  function take(response: HttpResponse | undefined, held: Held | undefined): void {
    const { status = 0, body = '' } = response ?? {}
    const failure = REFUSALS[status]
    if (status === 200) takeSnapshot(body)
    else if (failure) core.happen(pollRefused(failure))
    else core.happen(polled(status === 304 ? held : undefined))
  }

  /** Or tells that it is none. */
  function takeSnapshot(body: string): void {
    const { message, lines } = core.decode(body) ?? {}
    core.happen(polled(message?.type === 'snapshot' ? message : undefined), lines)
  }

  function moved(): void {
    const isWanted = isPolling(core.session())
    if (isWanted === isRunning) return
    isRunning = isWanted
    spell += 1
    cancel()
    if (isWanted) wait(random() * FIRST_WITHIN_MS)
  }

  core.onEvent(({ type }) => {
    if (type === 'moved') moved()
  })
  moved()
  return undefined
}
