export type RollbackPhase =
  | { readonly phase: 'rolling-back' }
  | { readonly phase: 'rolled-back'; readonly revision: number; readonly control: string }
  | { readonly phase: 'not-rolled-back'; readonly why: string }

/** A rollback that was asked for here and what became of it; shown on every screen until dismissed. */
export type Rollback = RollbackPhase & {
  /** Of the release. */
  readonly id: string
  readonly environment: string
  readonly flag: string
}

export type RollbackEvent =
  | {
      readonly type: 'roll-back'
      readonly id: string
      readonly environment: string
      readonly flag: string
    }
  | { readonly type: 'became'; readonly id: string; readonly phase: RollbackPhase }
  | { readonly type: 'dismiss'; readonly id: string }

/** Newest first; a second try for the same release takes the first one's place. */
export function nextRollbacks(
  rollbacks: readonly Rollback[],
  event: RollbackEvent,
): readonly Rollback[] {
  switch (event.type) {
    case 'roll-back': {
      const { type: _type, ...asked } = event
      const others = rollbacks.filter(({ id }) => id !== event.id)
      return [{ ...asked, phase: 'rolling-back' }, ...others]
    }
    case 'became':
      return rollbacks.map((one) => {
        if (one.id !== event.id) return one
        const { id, environment, flag } = one
        return { id, environment, flag, ...event.phase }
      })
    case 'dismiss':
      return rollbacks.filter(({ id }) => id !== event.id)
  }
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
