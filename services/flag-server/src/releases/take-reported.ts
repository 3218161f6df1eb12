import type { Transaction } from '../database/connect.ts'
import type { ReceivedBatch } from '../usage/received-batch.ts'
import { addDurations } from './add-durations.ts'
import { noteBuilds } from './note-builds.ts'
import { type Observed, takeObservations } from './take-observations.ts'

/** A page speaks for one user, or a few; whoever invents users has to send for each handful of them. */
const MOST_CLIENT_UNITS = 20

/**
 * What batches that were not stored before say of releases, in the transaction that stores them. In
 * one order of environments, so that two replicas never wait for each other in a circle.
 */
export async function takeReported(
  tx: Transaction,
  batches: readonly ReceivedBatch[],
  now: number,
): Promise<void> {
  const byEnvironment = Map.groupBy(batches, ({ environmentId }) => environmentId)
  for (const environmentId of [...byEnvironment.keys()].sort()) {
    const here = byEnvironment.get(environmentId) ?? []
    await takeObservations(tx, environmentId, here.flatMap(observedIn), now)
    await addDurations(tx, environmentId, here, now)
    await noteBuilds(tx, environmentId, here, now)
  }
}

function observedIn({ observations, fromClient }: ReceivedBatch): Observed[] {
  return observations.map(({ arm, metric, units, ...rest }) => ({
    ...rest,
    metric,
    units: fromClient ? units.slice(0, MOST_CLIENT_UNITS) : units,
    treatment: arm === 'treatment',
  }))
}
