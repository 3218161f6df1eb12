/** Why a flag or a segment must not be saved. */
export interface Problem {
  /** Where: names and indexes from the top, as `['rules', 0, 'conditions', 1, 'values', 0]`. */
  readonly path: readonly (string | number)[]
  /** A sentence for the person who made the change. */
  readonly message: string
}

export type Path = Problem['path']
