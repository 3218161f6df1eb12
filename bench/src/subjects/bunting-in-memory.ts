import { createClient } from '@bunting/client'
import {
  createManualTime,
  createMemoryWire,
  deltaFrame,
  snapshotFrame,
} from '@bunting/client/testing'
import type { EvaluationContext } from '@bunting/evaluator'
import type { Subject } from './subject.ts'

/** The client inside every SDK, handed its messages as texts: what a socket costs is not counted. */
export const buntingInMemory: Subject<EvaluationContext> = {
  write: (ruleset) => snapshotFrame({ revision: 1, ...ruleset }),
  writeChange: (before, after, version) =>
    deltaFrame({ revision: version - 1, ...before }, { revision: version, ...after }),
  async open(configuration) {
    const { openSocket, last } = createMemoryWire()
    const time = createManualTime()
    const client = createClient(
      {
        url: 'http://bench',
        key: 'bench',
        instance: 'bench',
        sdk: { name: 'bench', version: '1' },
      },
      {
        openSocket,
        time,
        random: Math.random,
        warn({ message }) {
          throw new Error(message)
        },
      },
    )
    client.start()
    time.advance(0)
    last().accept()
    last().send(configuration)
    if (client.status().phase !== 'ready') throw new Error('the snapshot was not applied')
    return { isEnabled: client.isEnabled, change: (delta) => last().send(delta) }
  },
  context: (person) => ({ ...person }),
}
