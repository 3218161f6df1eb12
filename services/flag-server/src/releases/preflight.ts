/** What the server found out just now; see `preflight`. Plain JSON, part of the evidence. */
export interface PreflightFacts {
  /** The variant to go back to is one of the flag's. */
  readonly controlVariantExists: boolean
  /** Guards that have not reported in their last two windows. */
  readonly silentGuards: readonly string[]
  /** SDK builds that are connected, and whether each has reported an evaluation of this flag or holds it. */
  readonly builds: readonly SdkBuild[]
  /** Other releases that run on this flag in this environment, by id. */
  readonly otherReleases: readonly string[]
  /** Approval of the environment for the start; null where it asks for none. */
  readonly approved: boolean | null
}

export interface SdkBuild {
  /** As it introduced itself, such as `shop-web 4.2.0`. */
  readonly name: string
  readonly connections: number
  readonly knowsFlag: boolean
}

/** A line of the list that a person sees. What it is about depends on the check: guards, builds, releases. */
export interface PreflightCheck {
  readonly check: 'control-variant' | 'guards-report' | 'builds' | 'only-release' | 'approval'
  readonly passed: boolean
  readonly about: readonly string[]
}

/** Before the start and before each advance: each check with its verdict, in the order of the list. */
export function preflight(facts: PreflightFacts): readonly PreflightCheck[] {
  const outdated = facts.builds.filter((build) => build.connections > 0 && !build.knowsFlag)
  return [
    { check: 'control-variant', passed: facts.controlVariantExists, about: [] },
    noneOf('guards-report', facts.silentGuards),
    noneOf(
      'builds',
      outdated.map((build) => build.name),
    ),
    noneOf('only-release', facts.otherReleases),
    { check: 'approval', passed: facts.approved !== false, about: [] },
  ]
}

function noneOf(check: PreflightCheck['check'], about: readonly string[]): PreflightCheck {
  return { check, passed: about.length === 0, about }
}
