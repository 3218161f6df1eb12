/** One second each: nothing is due further away than a minute. */
const SLOTS = 64
const SLOT_MS = 1_000

/** What is to be looked at now and then, each kept in the slot of the second in which it is due. */
export interface DueSlots<T extends Due> {
  /** @param inMs rounded up to seconds; at most a minute */
  add(one: T, inMs: number): void
  drop(one: T): void
  /** A second has passed: takes out what is due. */
  next(): ReadonlySet<T>
}

export interface Due {
  /** Where it is kept; only for these slots to read and write. */
  slot: number
}

/**
 * Ten thousand connections say something every fifteen seconds: to ask each every second whether it has
 * to, costs more than what it then says.
 */
export function createDueSlots<T extends Due>(): DueSlots<T> {
  const slots: Set<T>[] = Array.from({ length: SLOTS }, () => new Set())
  let current = 0

  return {
    add(one, inMs) {
      const seconds = Math.min(SLOTS - 1, Math.max(1, Math.ceil(inMs / SLOT_MS)))
      one.slot = (current + seconds) % SLOTS
      slots[one.slot]?.add(one)
    },
    drop(one) {
      slots[one.slot]?.delete(one)
    },
    next() {
      current = (current + 1) % SLOTS
      const due = slots[current] ?? new Set()
      slots[current] = new Set()
      return due
    },
  }
}
