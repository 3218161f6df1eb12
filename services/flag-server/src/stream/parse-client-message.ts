import { ClientMessage } from '@bunting/protocol'

/** As SDKs write it. What is written otherwise, or has another number, takes the long way. */
const HEARTBEAT = /^\{"type":"heartbeat","revision":(0|[1-9]\d{0,14})\}$/

/**
 * What a client sent; null when it is nothing a client may send. Heartbeats come all the time, and are
 * read without JSON and schema.
 */
export function parseClientMessage(text: string): ClientMessage | null {
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
