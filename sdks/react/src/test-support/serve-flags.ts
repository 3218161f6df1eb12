import { type MemorySocket, snapshotFrame } from '@bunting/client/testing'
import type { Flag, JsonValue } from '@bunting/evaluator'

let revision = 0

/** What a server does on a socket: accepts it when it is new, and sends these flags. */
export function serveFlags(socket: MemorySocket, flags: readonly Flag[]): void {
  if (socket.received.length === 0) socket.accept()
  revision += 1
  socket.send(snapshotFrame({ revision, flags }))
}

/** A boolean flag, on for these targeting keys, or for everybody. */
export function booleanFlag(key: string, onFor: readonly string[] | 'everybody'): Flag {
  const everybody = onFor === 'everybody'
  return {
    key,
    type: 'boolean',
    variants: { on: true, off: false },
    on: true,
    offVariant: 'off',
    prerequisites: [],
    targets: everybody ? [] : [{ variant: 'on', values: onFor }],
    rules: [],
    fallthrough: { variant: everybody ? 'on' : 'off' },
    salt: key,
  }
}

/** A flag that serves this JSON to everybody; a new note makes it a new line with the same answer. */
export function jsonFlag(key: string, value: JsonValue, note = ''): Flag {
  return {
    key,
    type: 'json',
    variants: { served: value, unused: note },
    on: true,
    offVariant: 'served',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'served' },
    salt: key,
  }
}
