export type RollbackPhase =
  | { readonly phase: 'rolling-back' }
  | { readonly phase: 'rolled-back'; readonly revision: number; readonly control: string }
  | { readonly phase: 'not-rolled-back'; readonly why: string }

/** Which release; its flag, to be named while the server has not answered. */
export interface ToRollBack {
  readonly id: string
  readonly project: string
  readonly environment: string
  readonly flag: string
}

/** A rollback that was asked for here and what became of it; shown on every screen until dismissed. */
export type Rollback = RollbackPhase & ToRollBack

export type RollbackEvent =
  | ({ readonly type: 'roll-back' } & ToRollBack)
  | { readonly type: 'became'; readonly id: string; readonly phase: RollbackPhase }
  | { readonly type: 'dismiss'; readonly id: string }
  /** From before a reload. */
  | { readonly type: 'kept'; readonly rollbacks: readonly Rollback[] }

/** Newest first; a second try for the same release takes the first one's place. */
export function nextRollbacks(
  rollbacks: readonly Rollback[],
  event: RollbackEvent,
): readonly Rollback[] {
  switch (event.type) {
    case 'roll-back': {
      const others = rollbacks.filter(({ id }) => id !== event.id)
      return [{ ...releaseOf(event), phase: 'rolling-back' }, ...others]
    }
    case 'became':
      return rollbacks.map((one) =>
        one.id === event.id ? { ...releaseOf(one), ...event.phase } : one,
      )
    case 'dismiss':
      return rollbacks.filter(({ id }) => id !== event.id)
    case 'kept': {
      const kept = event.rollbacks.filter((old) => !rollbacks.some(({ id }) => id === old.id))
      return [...rollbacks, ...kept]
    }
  }
}

export function releaseOf({ id, project, environment, flag }: ToRollBack): ToRollBack {
  return { id, project, environment, flag }
}

/** What a strip says before the flag's key. */
export function rollbackHeadline({ phase }: RollbackPhase): string {
  switch (phase) {
    case 'rolling-back':
      return 'Rolling back'
    case 'rolled-back':
      return 'Rolled back'
    case 'not-rolled-back':
      return 'NOT rolled back:'
  }
}
