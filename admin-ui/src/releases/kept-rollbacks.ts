import { CUT_OFF, hasShape, isInPhase, type PhaseShapes } from '../shared/kept-in-tab.ts'
import { type Rollback, type RollbackPhase, releaseOf, type ToRollBack } from './rollbacks.ts'

const SHAPES: PhaseShapes<RollbackPhase> = {
  'rolling-back': {},
  'rolled-back': { revision: 'number', control: 'string' },
  'not-rolled-back': { why: 'string' },
}

const RELEASE = { id: 'string', project: 'string', environment: 'string', flag: 'string' } as const

/** A rollback as it was kept; null for what is none. The answer that a reload cut off never comes. */
export function readRollback(value: unknown): Rollback | null {
  if (!isInPhase<RollbackPhase>(value, SHAPES) || !hasShape<ToRollBack>(value, RELEASE)) return null
  if (value.phase !== 'rolling-back') return value
  return { ...releaseOf(value), phase: 'not-rolled-back', why: CUT_OFF }
}
