import { CUT_OFF, hasShape, isInPhase, type PhaseShapes } from '../shared/kept-in-tab.ts'
import { type Kill, type KillPhase, type KillPlace, placeOf } from './kills.ts'

const SHAPES: PhaseShapes<KillPhase> = {
  killing: {},
  killed: { revision: 'number', version: 'number', changed: 'boolean' },
  'not-killed': { why: 'string' },
  undoing: { revision: 'number', version: 'number' },
  undone: { revision: 'number' },
  'not-undone': {
    revision: 'number',
    version: 'number',
    why: 'string',
    stale: 'boolean',
    needsApproval: 'boolean',
  },
  asked: { revision: 'number', version: 'number', number: 'number' },
}

const PLACE = { id: 'string', project: 'string', environment: 'string', flag: 'string' } as const

/** A kill as it was kept; null for what is none. The answer that a reload cut off never comes. */
export function readKill(value: unknown): Kill | null {
  if (!isInPhase<KillPhase>(value, SHAPES)) return null
  if (!hasShape<KillPlace>(value, PLACE)) return null
  switch (value.phase) {
    case 'killing':
      return { ...placeOf(value), phase: 'not-killed', why: CUT_OFF }
    case 'undoing':
      return { ...value, phase: 'killed', changed: true }
    default:
      return value
  }
}
