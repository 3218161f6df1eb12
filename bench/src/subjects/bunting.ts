import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { snapshotFrame } from '@bunting/client/testing'
import type { EvaluationContext, Ruleset } from '@bunting/evaluator'
import { createFeatureFlags } from '@bunting/node'
import { WebSocketServer } from 'ws'
import type { Subject } from './subject.ts'

/** Longer than any bench runs: the server below sends no heartbeats. */
const SILENCE_MS = 3_600_000

/** The Node SDK as its users make it, sent its flags by a server in the same process. */
export const bunting: Subject<EvaluationContext> = {
  write: (ruleset: Ruleset) => snapshotFrame({ revision: 1, ...ruleset }),
  async open(configuration) {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    server.on('connection', (socket) => {
      socket.once('message', () => socket.send(configuration))
    })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    const options = { silenceMs: SILENCE_MS, cacheDir: false } as const
    const featureFlags = createFeatureFlags({ url, key: 'bench', ...options })
    const { phase } = await featureFlags.ready()
    if (phase !== 'ready') throw new Error(`the Node SDK is ${phase}`)
    return featureFlags
  },
  context: (person) => ({ ...person }),
}
