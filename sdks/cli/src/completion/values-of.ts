import { KINDS, TYPES } from '../arguments/flag-words.ts'
import { SCRIPTS } from './scripts.ts'

export interface Candidate {
  readonly value: string
  /** In a few words; there may be none. */
  readonly says?: string
}

/** What the server knows. `typed`: how the wanted ones begin. */
export interface Lookups {
  flags(typed: string): Promise<readonly Candidate[]>
  environments(): Promise<readonly Candidate[]>
  projects(): Promise<readonly Candidate[]>
  requests(): Promise<readonly Candidate[]>
  moving(): Promise<readonly Candidate[]>
}

/** By what operands and values of options are called: what could stand there. */
const VALUES: Readonly<
  Record<
    string,
    (lookups: Lookups, typed: string) => readonly Candidate[] | Promise<readonly Candidate[]>
  >
> = {
  KEY: ({ flags }, typed) => flags(typed),
  ENVIRONMENT: ({ environments }) => environments(),
  PROJECT: ({ projects }) => projects(),
  NUMBER: ({ requests }) => requests(),
  RELEASE: ({ moving }) => moving(),
  TYPE: () => plain(TYPES),
  KIND: () => plain(KINDS),
  SHELL: () => plain(Object.keys(SCRIPTS)),
}

export async function valuesOf(
  name: string,
  typed: string,
  lookups: Lookups,
): Promise<readonly Candidate[]> {
  return VALUES[name]?.(lookups, typed) ?? []
}

function plain(values: readonly string[]): Candidate[] {
  return values.map((value) => ({ value }))
}
