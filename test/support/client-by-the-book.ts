import { murmur3 } from '@bunting/evaluator'
import type { EncodedMessage } from '@bunting/flag-server/stream/encoded-message.ts'
import { decodeFrame } from '@bunting/protocol/wire'

/** A client by the book: docs/protocol.md, and nothing else. */
export interface ClientByTheBook {
  readonly epoch: string
  readonly revision: number
  readonly checksum: number
  readonly lines: ReadonlyMap<string, string>
}

export interface RulesetHeader {
  readonly type: 'snapshot' | 'delta'
  readonly epoch: string
  readonly revision: number
  readonly from: number
  readonly to: number
  readonly checksum: number
  readonly flags: number
  readonly removedFlags?: readonly string[]
  readonly removedSegments?: readonly string[]
}

export function headerOf(message: EncodedMessage): RulesetHeader {
  return decodeFrame(message.text.toString()).header as RulesetHeader
}

/** Applies a message; throws when it does not follow on what is held, or its checksum does not come out. */
export function applyByTheBook(
  client: ClientByTheBook | undefined,
  message: EncodedMessage,
): ClientByTheBook {
  const header = headerOf(message)
  const isDelta = header.type === 'delta'
  if (isDelta && (header.epoch !== client?.epoch || header.from !== client.revision)) {
    throw new Error(`a delta from ${header.from}, and ${client?.revision} is held`)
  }
  const lines = new Map(isDelta ? client?.lines : [])
  for (const key of header.removedFlags ?? []) lines.delete(`flag ${key}`)
  for (const key of header.removedSegments ?? []) lines.delete(`segment ${key}`)
  decodeFrame(message.text.toString()).lines.forEach((line, index) => {
    lines.set(`${index < header.flags ? 'flag' : 'segment'} ${JSON.parse(line).key}`, line)
  })
  const checksum = [...lines.values()].reduce((sum, line) => (sum + murmur3(line)) >>> 0, 0)
  if (checksum !== header.checksum) throw new Error('the checksum does not come out')
  return { epoch: header.epoch, revision: isDelta ? header.to : header.revision, checksum, lines }
}
