import type { FastifyRequest } from 'fastify'
import type { Services } from '../services.ts'
import type { Permission } from './permissions.ts'

/** Something that has to be allowed, in the project of the path or in one environment of it. */
export interface Requirement {
  readonly permission: Permission
  readonly environment?: string
}

/** A rule that depends on what is asked: on the body, or on the row that the path names. */
export interface JudgedRule {
  /** Needed in any case; looked at before the body is read. */
  readonly first: Permission
  /** For people: what is needed besides. */
  readonly words: string
  /** What is needed besides, of a request that is well-formed. */
  readonly besides: (request: FastifyRequest, services: Services) => Promise<readonly Requirement[]>
}

/**
 * Who may call a route.
 * - `public`: anybody
 * - `sdk-key`: whoever has an SDK key, which the route looks at itself
 * - `metrics-token`: whoever has the server's `METRICS_TOKEN`, which the route looks at itself
 * - `signed-in`: people and tokens; the answer is about themselves, or only of what they may see
 * - `person`: people who signed in, by no token
 * - a permission: who has it, for the installation, in `:project`, or in `:environment`, whichever
 *   the permission is of
 */
export type RouteRule =
  | 'public'
  | 'sdk-key'
  | 'metrics-token'
  | 'signed-in'
  | 'person'
  | Permission
  | JudgedRule

/** Rules whose routes look for themselves at what they are shown. */
export const LOOKS_ITSELF = ['public', 'sdk-key', 'metrics-token'] as const

export type RouteTable = Readonly<Record<string, RouteRule>>
