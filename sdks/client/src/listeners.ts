import type { Warning } from './ports.ts'

export interface Listeners<Event> {
  /** @returns takes it off again */
  add(listener: (event: Event) => void): () => void
  /** Calls each; what one throws is reported and keeps none of the others from hearing. */
  tell(event: Event): void
}

export function createListeners<Event>(warn: (warning: Warning) => void): Listeners<Event> {
  // Entries, not functions: the same function may listen twice.
  const entries = new Set<{ readonly listener: (event: Event) => void }>()
  return {
    add(listener) {
      const entry = { listener }
      entries.add(entry)
      return () => entries.delete(entry)
    },
    tell(event) {
      for (const entry of [...entries]) {
        // It may have been taken off by one before it.
        if (!entries.has(entry)) continue
        try {
          entry.listener(event)
        } catch (error) {
          warn({ cause: 'listener-threw', message: `A listener of feature flags threw: ${error}` })
        }
      }
    },
  }
}
