import type { Decision } from '@bunting/evaluator'

/** What to do when a boolean flag is on and when it is off, or for each variant of any flag. */
export type Paths = OnOff | ByVariant

interface OnOff {
  readonly on: () => unknown
  /** When the flag is off, unknown, not boolean, or not here yet. */
  readonly off: () => unknown
}

interface ByVariant {
  readonly [variant: string]: () => unknown
  /** When the flag is unknown, not here yet, or serves a variant that is not named here. */
  readonly otherwise: () => unknown
}

/** What one of the paths returns. */
export type PathResult<P extends Paths> = ReturnType<
  P[keyof P] extends () => unknown ? P[keyof P] : never
>

/** With what the flag must be decided: on and off are for boolean flags. */
export function fallbackFor(paths: Paths): false | undefined {
  return 'otherwise' in paths ? undefined : false
}

export function pathOf(paths: Paths, { value, variant }: Decision): () => unknown {
  if (!isByVariant(paths)) return value === true ? paths.on : paths.off
  const named = variant !== undefined && Object.hasOwn(paths, variant) ? paths[variant] : undefined
  return named ?? paths.otherwise
}

function isByVariant(paths: Paths): paths is ByVariant {
  return 'otherwise' in paths
}
