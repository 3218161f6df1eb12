import type { PreviewPorts } from './preview-exchange.ts'

/**
 * Keeps those who ask to what SDKs will answer: two in a while that is a little longer than a second,
 * so that no replica refuses for being a few milliseconds ahead. Whoever comes too soon waits, and a
 * newer question takes the place of one that waits: while somebody types, only the last one counts.
 */
export interface PreviewTurns {
  /** False when a newer question of this environment took the place. */
  take(environmentId: string): Promise<boolean>
}

const AT_ONCE = 2
const WINDOW_MS = 1_200

export function createPreviewTurns({ now, after }: PreviewPorts): PreviewTurns {
  const taken = new Map<string, readonly number[]>()
  const waiting = new Map<string, (mine: boolean) => void>()

  return {
    take(environmentId) {
      waiting.get(environmentId)?.(false)
      const lately = (taken.get(environmentId) ?? []).filter((at) => now() - at < WINDOW_MS)
      taken.set(environmentId, lately)
      const [first] = lately
      if (first === undefined || lately.length < AT_ONCE) {
        taken.set(environmentId, [...lately, now()])
        return Promise.resolve(true)
      }
      return new Promise((resolve) => {
        const settle = (mine: boolean) => {
          cancel()
          waiting.delete(environmentId)
          if (mine) taken.set(environmentId, [...lately.slice(1), now()])
          resolve(mine)
        }
        const cancel = after(first + WINDOW_MS - now(), () => settle(true))
        waiting.set(environmentId, settle)
      })
    },
  }
}
