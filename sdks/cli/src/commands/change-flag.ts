import { closeTo } from '../arguments/nearest.ts'
import { readTimeout } from '../arguments/read-values.ts'
import { Failure } from '../failure.ts'
import { configurationPath, flagPath, whichEnvironment } from '../server/place.ts'
import { Changed, type Configuration, Flag } from '../server/shapes.ts'
import { changedWords } from '../words/changed-words.ts'
import { askForChange } from './ask-for-change.ts'
import type { Call, Outcome } from './command.ts'
import { confirm } from './confirm.ts'
import { type Place, refuseOvertaken } from './overtaken.ts'

export type Patch = Readonly<Record<string, unknown>>

/** What a command does with a flag's configuration. */
export interface Change {
  /** What to change; null: it is so already. */
  plan(configuration: Configuration, flag: Flag): Patch | null
  /**
   * The parts it hangs on: when somebody else changes one of them meanwhile, nothing is done. What
   * else they change stays, and this is saved on top of it.
   */
  readonly hangsOn: 'everything' | readonly (keyof Configuration)[]
}

/** What every command that changes a flag's configuration takes. */
export const CHANGE_OPTIONS = ['environment', 'comment', 'ask', 'wait', 'timeout'] as const

/** Who is overtaken more often is in a fight that a command does not win. */
const MOST_TRIES = 5

/**
 * Changes what one environment does with the flag: reads it, so that a change somebody else makes
 * meanwhile is noticed, saves it or asks for it, and waits for the SDKs if that is wanted.
 */
export async function changeFlag(call: Call, change: Change): Promise<Outcome> {
  const { api, project, options, operands } = call
  readTimeout(options.timeout)
  const path = flagPath(project, operands[0] ?? '')
  let flag = await api.get(path, Flag)
  const environment = chosen(options.environment, Object.keys(flag.environments))
  const place = { project, environment, flag: flag.key }
  for (let tries = 1; ; tries++) {
    const seen = configurationIn(flag, environment)
    const patch = change.plan(seen, flag)
    if (patch === null) {
      const now = await api.get(configurationPath(project, environment, flag.key), Changed)
      return finish(call, place, now, null)
    }
    try {
      return await saveOrAsk(call, place, seen, patch)
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'stale_version')) throw error
      if (tries === MOST_TRIES) throw error
    }
    flag = await api.get(path, Flag)
    const now = configurationIn(flag, environment)
    if (change.plan(now, flag) !== null) await refuseOvertaken(call, place, { seen, now }, change)
  }
}

type Saved = Configuration & { readonly revision: number }

async function saveOrAsk(
  call: Call,
  place: Place,
  { version: expectedVersion }: Configuration,
  patch: Patch,
): Promise<Outcome> {
  const { api, options } = call
  const { comment, ask } = options
  const path = configurationPath(place.project, place.environment, place.flag)
  const body = { ...patch, expectedVersion, ...(comment && { comment }) }
  const saved = await api.send('PATCH', path, body, Changed).catch((error: unknown) => {
    if (ask && error instanceof Failure && needsAnother(error)) return undefined
    throw error
  })
  return saved
    ? finish(call, place, saved, patch)
    : askForChange(call, place, { patch, comment, expectedVersion })
}

/** A second person may let it through. */
function needsAnother({ code }: Failure): boolean {
  return code === 'approval_required' || code === 'permission_denied'
}

function configurationIn(flag: Flag, environment: string): Configuration {
  const configuration = flag.environments[environment]
  if (!configuration) throw new Error('the chosen environment is one of the flag')
  return configuration
}

function chosen(typed: string | undefined, keys: readonly string[]): string {
  if (typed === undefined) throw whichEnvironment(keys)
  if (keys.includes(typed)) return typed
  throw new Failure('environment_not_found', `there is no environment "${typed}"`, {
    advice: closeTo(typed, keys, '-e '),
  })
}

function finish(
  call: Call,
  place: Place,
  now: Saved,
  patch: Patch | null,
): Outcome | Promise<Outcome> {
  const { environment, flag } = place
  const { on, fallthrough, version, revision } = now
  const switchOn = call.other('on', flag, '-e', environment)
  const done = {
    words: changedWords(place, now, { patch, switchOn }),
    document: { flag, environment, changed: patch !== null, on, fallthrough, version, revision },
  }
  return call.options.wait ? confirm(call, { environment, revision }, done) : done
}
