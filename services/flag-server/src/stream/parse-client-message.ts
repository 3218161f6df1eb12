import { ClientMessage } from '@bunting/protocol'

/** As SDKs write them. What is written otherwise, or has other numbers, takes the long way. */
const RECEIPT =
  /^\{"type":"receipt","revision":(0|[1-9]\d{0,14}),"appliedMs":((?:0|[1-9]\d{0,5})(?:\.\d+)?)\}$/
const HEARTBEAT = /^\{"type":"heartbeat","revision":(0|[1-9]\d{0,14})\}$/

/**
 * What a client sent; null when it is nothing a client may send. Ten thousand receipts follow each
 * revision, and heartbeats come all the time: these two are read without JSON and schema.
 */
export function parseClientMessage(text: string): ClientMessage | null {
  const receipt = RECEIPT.exec(text)
  if (receipt) {
    return { type: 'receipt', revision: Number(receipt[1]), appliedMs: Number(receipt[2]) }
  }
  const heartbeat = HEARTBEAT.exec(text)
  if (heartbeat) return { type: 'heartbeat', revision: Number(heartbeat[1]) }
  return parseBySchema(text)
}

export function parseBySchema(text: string): ClientMessage | null {
  try {
    const parsed = ClientMessage.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
