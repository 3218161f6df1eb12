import { Counter, Histogram, Registry } from 'prom-client'
import type { Decision } from '../releases/decision.ts'
import { createLagTotals, type LagTotals, registerLags } from './lag-totals.ts'

/** Each limit that refuses, as the label of `bunting_rate_limited_total` names it. */
export type LimitName =
  | 'sign_in'
  | 'actor'
  | 'stranger'
  | 'sdk_address'
  | 'sdk_key'
  | 'bad_token'
  | 'bad_sdk_key'

export interface AnsweredRequest {
  readonly method: string
  /** The route's template, `/api/v1/projects/:project`, never an address. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/** What happens in this process, counted as it happens; `gauges.ts` reads what is. */
export interface Metrics {
  readonly registry: Registry
  /** From the commit of a revision to the receipt of an SDK for it. */
  readonly deliveryLags: LagTotals
  broadcast(seconds: number): void
  answered(request: AnsweredRequest): void
  limited(limit: LimitName): void
  decided(decision: Decision['do'], moved: boolean): void
  evaluationsStored(evaluations: number): void
}

/** For requests, in seconds: a decision from memory takes one millisecond, a bulk change a few seconds. */
const REQUEST_SECONDS = [0.001, 0.005, 0.025, 0.1, 0.25, 1, 2.5, 10]
const BROADCAST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** In a registry of its own: several servers may live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const deliveryLags = createLagTotals()
  registerLags(
    registry,
    'bunting_delivery_lag_seconds',
    'From the commit of a revision to the receipt of an SDK connected to this replica',
    deliveryLags,
  )
  const broadcasts = new Histogram({
    name: 'bunting_broadcast_duration_seconds',
    help: 'How long it took to write a revision to every socket that follows it here',
    buckets: BROADCAST_SECONDS,
    registers,
  })
  const requests = new Counter({
    name: 'bunting_http_requests_total',
    help: 'HTTP requests answered, by template of their route',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'bunting_http_request_duration_seconds',
    help: 'How long HTTP requests took, by template of their route',
    labelNames: ['method', 'route'],
    buckets: REQUEST_SECONDS,
    registers,
  })
  const limited = new Counter({
    name: 'bunting_rate_limited_total',
    help: 'Requests and sockets that a rate limit refused',
    labelNames: ['limit'],
    registers,
  })
  const decisions = new Counter({
    name: 'bunting_release_decisions_total',
    help: 'Looks at releases by this replica, by what was decided and whether that moved the release',
    labelNames: ['decision', 'moved'],
    registers,
  })
  const evaluations = new Counter({
    name: 'bunting_evaluations_total',
    help: 'Evaluations that SDKs reported and this replica stored, batches sent again left out',
    registers,
  })

  return {
    registry,
    deliveryLags,
    broadcast: (seconds) => broadcasts.observe(seconds),
    answered({ method, route, status, seconds }) {
      requests.inc({ method, route, status: String(status) })
      durations.observe({ method, route }, seconds)
    },
    limited: (limit) => limited.inc({ limit }),
    decided: (decision, moved) => decisions.inc({ decision, moved: String(moved) }),
    evaluationsStored: (count) => evaluations.inc(count),
  }
}
