import { nearest } from '../arguments/nearest.ts'
import { readTimeout } from '../arguments/read-values.ts'
import { Failure, wrongUsage } from '../failure.ts'
import { configurationPath, flagPath } from '../server/place.ts'
import { Changed, type Configuration, Flag, type Serve } from '../server/shapes.ts'
import { exceptions, serveWords } from '../words/serve-words.ts'
import { askForChange } from './ask-for-change.ts'
import type { Call, Outcome } from './command.ts'
import { confirm } from './confirm.ts'

export type Patch = Readonly<Record<string, unknown>>

/** What every command that changes a flag's configuration takes. */
export const CHANGE_OPTIONS = ['environment', 'comment', 'ask', 'wait', 'timeout'] as const

/**
 * Changes what one environment does with the flag: reads it, so that a change somebody else makes
 * meanwhile is noticed, saves it or asks for it, and waits for the SDKs if that is wanted.
 *
 * @param plan what to change; null: it is so already
 */
export async function changeFlag(
  call: Call,
  plan: (configuration: Configuration, flag: Flag) => Patch | null,
): Promise<Outcome> {
  const { api, project, options, operands } = call
  readTimeout(options.timeout)
  const flag = await api.get(flagPath(project, operands[0] ?? ''), Flag)
  const environment = chosen(options.environment, Object.keys(flag.environments))
  const configuration = flag.environments[environment]
  if (!configuration) throw new Error('the chosen environment is one of the flag')
  const place = { project, environment, flag: flag.key }
  const patch = plan(configuration, flag)
  if (patch === null) {
    const now = await api.get(configurationPath(project, environment, flag.key), Changed)
    return finish(call, place, now, null)
  }
  const { comment } = options
  const wanted = { patch, comment, expectedVersion: configuration.version }
  try {
    const body = { ...patch, expectedVersion: wanted.expectedVersion, ...(comment && { comment }) }
    const path = configurationPath(project, environment, flag.key)
    return await finish(call, place, await api.send('PATCH', path, body, Changed), patch)
  } catch (error) {
    if (!(options.ask && error instanceof Failure && needsAnother(error))) throw error
    return askForChange(call, place, wanted)
  }
}

/** A second person may let it through. */
function needsAnother({ code }: Failure): boolean {
  return code === 'approval_required' || code === 'permission_denied'
}

function chosen(typed: string | undefined, keys: readonly string[]): string {
  if (typed === undefined) {
    throw wrongUsage('in which environment?', `Say ${keys.map((key) => `-e ${key}`).join(' or ')}`)
  }
  if (keys.includes(typed)) return typed
  const close = nearest(typed, keys)
  throw new Failure('environment_not_found', `there is no environment "${typed}"`, {
    advice: `${close ? `Did you mean -e ${close}? ` : ''}There are ${keys.join(', ')}`,
  })
}

function finish(
  call: Call,
  { environment, flag }: { readonly environment: string; readonly flag: string },
  now: Configuration & { readonly revision: number },
  patch: Patch | null,
): Outcome | Promise<Outcome> {
  const { on, fallthrough, version, revision } = now
  const done = {
    words: changedWords(call, flag, environment, now, patch),
    document: { flag, environment, changed: patch !== null, on, fallthrough, version, revision },
  }
  return call.options.wait ? confirm(call, { environment, revision }, done) : done
}

function changedWords(
  { other }: Call,
  flag: string,
  environment: string,
  now: Configuration & { readonly revision: number },
  patch: Patch | null,
): string {
  const { on, fallthrough, revision } = now
  const head = `${flag} is ${on ? 'on' : 'off'} in ${environment}, revision ${revision}${patch ? '' : '; it was so already'}`
  const first = exceptions(now)
  const served = `${everybodyWords(fallthrough)}${first ? `, after ${first}` : ''}`
  if (on) return `${head}\n${served}`
  if (!patch || !('fallthrough' in patch)) return head
  return `${head}\nonce it is on: ${served}\n  ${other('on', flag, '-e', environment)}`
}

function everybodyWords(serve: Serve): string {
  const words = serveWords(serve)
  return words.includes(',') ? words : `everybody gets ${words}`
}
