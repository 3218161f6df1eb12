/** Something that is loaded when it is first opened, and can be opened from anywhere. */
export interface Door {
  readonly open: () => void
  readonly close: () => void
  readonly isOpen: () => boolean
  readonly subscribe: (listener: () => void) => () => void
}

export function createDoor(): Door {
  const listeners = new Set<() => void>()
  let opened = false
  const set = (next: boolean) => {
    opened = next
    for (const listener of listeners) listener()
  }
  return {
    open: () => set(true),
    close: () => set(false),
    isOpen: () => opened,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
