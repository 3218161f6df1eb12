import type { Database } from './connect.ts'
import { DatabaseAwayError } from './database-errors.ts'
import { createTurns, type Turns } from './turns.ts'

/**
 * Writers of one environment wait for each other's row anyway. They wait here, where a line may be
 * long, and leave connections of the pool to those who only read.
 */
const AT_ONCE = 6
/**
 * Of those who write to one environment, or to all of a project. One has its row, another is about to:
 * more would only wait in Postgres, and keep writers of others waiting here when somebody else has it.
 */
const MOST_OF_ONE = 2
/** As long as Postgres lets one wait for a lock. */
export const STATEMENT_MS = 10_000

/** What a transaction is about to lock; without environment, all of the project's. */
export interface WritesTo {
  readonly project: string
  readonly environment?: string
  /** Takes exposure back: goes before all others that wait. */
  readonly isUrgent?: boolean
}

interface Line {
  readonly turns: Turns
  /** Then all who wait are refused, instead of six after the other. */
  readonly isAway: () => boolean
}

const lines = new WeakMap<Database, Line>()

/** Makes `inTransaction` work on `db`. */
export function openLine(db: Database, isAway: () => boolean): void {
  const turns = createTurns({
    atOnce: AT_ONCE,
    mostOfOneLane: MOST_OF_ONE,
    waitMs: STATEMENT_MS,
  })
  lines.set(db, { turns, isAway })
}

/** Begins the work when it is its turn, unless Postgres is away by then. */
export function inLine<T>(
  db: Database,
  work: () => Promise<T>,
  to: WritesTo | undefined,
): Promise<T> {
  const line = lines.get(db)
  if (!line) throw new Error('transactions are for databases of connect()')
  const begin = async () => {
    if (line.isAway()) throw new DatabaseAwayError()
    return work()
  }
  return line.turns(begin, to && laneOf(to), to?.isUrgent)
}

/** Keys have no spaces. */
function laneOf({ project, environment = '' }: WritesTo): string {
  return `${project} ${environment}`
}
