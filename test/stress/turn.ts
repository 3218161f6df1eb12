import type { Answer } from '../support/admin-api.ts'

/** What an act has at hand: chance that a seed decides, and somebody to act as. */
export interface Turn {
  /** In [0, 1). */
  random(): number
  pick<T>(from: readonly T[]): T
  /** True once in so many. */
  oneIn(times: number): boolean
  /** As somebody, at one of the replicas. `path` is below `/api/v1`. */
  call<T = unknown>(method: string, path: string, body?: object): Promise<Answer<T>>
  /** As an SDK, of some environment. */
  report(batch: object): Promise<Answer<unknown>>
  /** Another of what a list has; undefined when it has none. */
  oneOf<T>(path: string, read: (body: never) => readonly T[]): Promise<T | undefined>
}

/** One thing that people do; what it answers with is its last call, or undefined when there was none. */
export type Act = (turn: Turn) => Promise<Answer<unknown> | undefined>

/** By name, with how often it is done compared with the others. */
export type Acts = Readonly<Record<string, readonly [weight: number, act: Act]>>

// Few names: whoever does something does it to what others are at.

export const PROJECT = '/projects/default'
export const FLAGS = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6']
/** Those that others need, or that are released: the rest come into the archive, and out of it. */
export const NEEDED: readonly string[] = FLAGS.slice(0, 4)
export const SEGMENTS = ['s1', 's2', 's3']
const ENVIRONMENTS = ['development', 'staging', 'production', 'e1', 'e2', 'e3']
export const NEW_ENVIRONMENTS = ENVIRONMENTS.slice(3)

/** Most often one that is there from the start. */
export function environmentOf(turn: Turn): string {
  return turn.oneIn(5) ? turn.pick(NEW_ENVIRONMENTS) : turn.pick(ENVIRONMENTS.slice(0, 3))
}

/** A path in some environment. */
export function somewhere(turn: Turn): string {
  return `${PROJECT}/environments/${environmentOf(turn)}`
}

/** Sometimes nothing is said of why, which some environments refuse. */
export const said = (turn: Turn) => (turn.oneIn(6) ? {} : { comment: 'because' })
