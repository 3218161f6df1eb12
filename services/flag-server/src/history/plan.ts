import type { HeldConfiguration } from '../flags/configure-flag.ts'
import type { FlagConfiguration } from '../flags/flag-schemas.ts'
import type { AppError } from '../http/app-error.ts'
import type { Environment, Project } from '../projects/find-project.ts'
import type { HeldSegment } from '../segments/configure-segment.ts'
import type { SegmentConfiguration } from '../segments/segment-schemas.ts'

export interface Scope {
  readonly project: Project
  readonly environment: Environment
}

export interface PlannedFlag {
  readonly held: HeldConfiguration
  readonly next: FlagConfiguration
}

export interface PlannedSegment {
  readonly held: HeldSegment
  readonly next: SegmentConfiguration
}

/** Something that was wanted and cannot be. */
export interface Refusal {
  readonly target: { readonly type: 'flag' | 'segment'; readonly key: string }
  readonly error: AppError
}

/** What would be written, and what would not. */
export interface Plan {
  readonly scope: Scope
  readonly flags: readonly PlannedFlag[]
  readonly segments: readonly PlannedSegment[]
  readonly refused: readonly Refusal[]
}
