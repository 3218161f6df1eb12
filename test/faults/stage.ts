import type { Fault } from './faults.ts'
import type { InTurn } from './in-turn.ts'
import type { Truth } from './truth.ts'
import type { World } from './world.ts'
import type { Writer } from './writer.ts'

/** Where one schedule happens. */
export interface Stage {
  readonly world: World
  readonly writer: Writer
  readonly environmentId: string
  readonly inTurn: InTurn
  /** Histories that a restore took back. */
  readonly lost: Truth[]
  /** Faults that struck, but not as they are meant to: they are not counted. */
  readonly missed: Set<Fault>
  note(what: string): void
  violated(what: string): void
}
