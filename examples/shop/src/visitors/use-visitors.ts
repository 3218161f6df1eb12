import { useSyncExternalStore } from 'react'

export interface Visitor {
  readonly id: string
  readonly newCheckout: boolean
}

const NOBODY: readonly Visitor[] = []

let visitors = NOBODY

/** What the shop's API says of them, as it changes there; the browser reconnects by itself. */
function follow(changed: () => void): () => void {
  const feed = new EventSource('/api/visitors/live')
  feed.onmessage = ({ data }: MessageEvent<string>) => {
    visitors = JSON.parse(data).visitors
    changed()
  }
  return () => feed.close()
}

export function useVisitors(): readonly Visitor[] {
  return useSyncExternalStore(follow, () => visitors)
}
