import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process that measures when it is told to, and otherwise takes no processor time. */
export interface MeasuringProcess<Request, Reply> extends AsyncDisposable {
  /** One at a time. Rejects with what the process complained of. */
  ask(request: Request): Promise<Reply>
}

export type Answer<Reply> = { readonly reply: Reply } | { readonly error: string }

/** @param script a module that calls `answerRequests` */
export function startMeasuring<Request extends object, Reply>(
  script: URL,
  args: readonly string[],
): MeasuringProcess<Request, Reply> {
  const child = fork(fileURLToPath(script), args, {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
    // What SDKs print goes where progress goes.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const ended = once(child, 'exit')
  const died: Promise<Answer<Reply>> = ended.then(() => ({ error: 'its process ended' }))
  return {
    async ask(request) {
      const answered = once(child, 'message').then(([answer]): Answer<Reply> => answer)
      child.send(request)
      const answer = await Promise.race([answered, died])
      if ('error' in answer) throw new Error(`${args[0]}: ${answer.error}`)
      return answer.reply
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL')
        await ended
      }
    },
  }
}

/** The other end: answers each request, and tells of what it throws. */
export function answerRequests<Request, Reply>(answer: (request: Request) => Promise<Reply>): void {
  const send = (message: Answer<Reply>) => process.send?.(message)
  process.on('message', (request: Request) => {
    answer(request).then(
      (reply) => send({ reply }),
      (error: unknown) => send({ error: error instanceof Error ? error.message : String(error) }),
    )
  })
}
