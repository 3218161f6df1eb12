import type { Flag, Segment } from '../ruleset.ts'

/** The ruleset that a flag or a segment is to become part of. */
export interface Existing {
  flag(key: string): Flag | undefined
  segment(key: string): Segment | undefined
}
