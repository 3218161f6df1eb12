import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** A process of a run. It ends by itself when the run does, whatever ends that. */
export interface Child {
  readonly process: ChildProcess
  /** Whether it has ended. */
  isGone(): boolean
  /** Sends what it is asked and resolves with what it answers. Rejects when it ends instead. */
  ask<Answer>(question: object): Promise<Answer>
  tell(what: object): void
  /** Resolves with whether it has ended within this time. */
  goneWithin(ms: number): Promise<boolean>
}

interface Answered {
  readonly id: number
  readonly answer: unknown
}

/** @param log where its output goes; also tells, in a list of processes, whose it is */
export function startChild(script: string, args: readonly string[], log: string): Child {
  const output = openSync(log, 'a')
  const child = fork(script, [...args, log], {
    // Nothing of ours: no proxies, no cache folder, no keys.
    env: { PATH: process.env.PATH, NODE_ENV: 'production', BUNTING_CACHE_DIR: '' },
    stdio: ['ignore', output, output, 'ipc'],
  })
  closeSync(output)
  const ended = once(child, 'exit')
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let isGone = false
  let asked = 0
  child.on('message', ({ id, answer }: Answered) => {
    waiting.get(id)?.resolve(answer)
    waiting.delete(id)
  })
  child.on('error', () => undefined)
  child.on('exit', (code, signal) => {
    isGone = true
    for (const { reject } of waiting.values()) {
      reject(new Error(`${script} ended with ${code ?? signal}`))
    }
    waiting.clear()
  })

  return {
    process: child,
    isGone: () => isGone,
    ask<Answer>(question: object) {
      const answer = Promise.withResolvers<unknown>()
      if (isGone) answer.reject(new Error(`${script} has ended`))
      const id = asked++
      waiting.set(id, answer)
      if (child.connected) child.send({ id, ...question })
      return answer.promise as Promise<Answer>
    },
    tell(what) {
      if (child.connected) child.send(what)
    },
    goneWithin: (ms) => Promise.race([ended.then(() => true), delay(ms, false, { ref: false })]),
  }
}
