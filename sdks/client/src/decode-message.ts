import { decodeFrame, type ServerMessage } from '@bunting/protocol/wire'

export interface Decoded {
  /** Undefined for a type of a later version of the protocol: to be ignored. */
  readonly message: ServerMessage | undefined
  readonly lines: readonly string[]
}

/**
 * The envelope, checked by hand: the schemas would cost a browser more than the whole client. What
 * the lines say is guarded by the checksum, and by the compiler for each flag alone.
 * @throws Error with what is wrong
 */
export function decodeMessage(data: unknown): Decoded {
  if (typeof data !== 'string') throw new Error('it is not text')
  const { header, lines } = decodeFrame(data)
  // Of what is no object, an object without a type.
  const fields: Readonly<Record<string, unknown>> = Object(header)
  const { type } = fields
  if (typeof type !== 'string') throw new Error('it has no type')
  if (!Object.hasOwn(FIELDS, type)) return { message: undefined, lines }
  for (const [name, holds] of Object.entries(FIELDS[type as ServerMessage['type']])) {
    if (!holds(fields[name])) throw new Error(`"${name}" of its ${type} is wrong`)
  }
  // Every field was checked just above.
  const message = header as ServerMessage
  const announced = 'flags' in message ? message.flags + message.segments : 0
  if (lines.length !== announced) {
    throw new Error(`its ${type} announces ${announced} lines and has ${lines.length}`)
  }
  return { message, lines }
}

type Check = (value: unknown) => boolean

const RULESET = { epoch: isText, checksum: isCount, flags: isCount, segments: isCount }

/** Does not compile unless each message has a check for each of its fields. */
const FIELDS: {
  readonly [M in ServerMessage as M['type']]: Readonly<Record<Exclude<keyof M, 'type'>, Check>>
} = {
  current: { epoch: isText, revision: isCount },
  snapshot: { ...RULESET, revision: isCount },
  delta: {
    ...RULESET,
    from: isCount,
    to: isCount,
    removedFlags: isTexts,
    removedSegments: isTexts,
  },
  heartbeat: { epoch: optional(isText), revision: optional(isCount) },
  goodbye: { reconnectWithinMs: isCount },
  stored: { ids: isTexts },
  preview: { id: isText, flags: isCount, segments: isCount },
}

function optional(check: Check): Check {
  return (value) => value === undefined || check(value)
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText)
}
