import { z } from 'zod/mini'

/**
 * What commands read of the server's answers. Loose: the rest is kept as it came, so that `--json`
 * tells all of it.
 */
export const Share = z.looseObject({ variant: z.string(), share: z.number() })
export const Serve = z.union([
  z.looseObject({ variant: z.string() }),
  z.looseObject({ rollout: z.looseObject({ shares: z.array(Share) }) }),
])
export type Serve = z.infer<typeof Serve>

export const Condition = z.looseObject({
  attribute: z.string(),
  operator: z.string(),
  values: z._default(z.array(z.unknown()), []),
  negate: z.optional(z.boolean()),
})
export type Condition = z.infer<typeof Condition>

const Rule = z.looseObject({
  name: z.optional(z.string()),
  conditions: z.array(Condition),
  serve: Serve,
})

/** What one environment does with a flag. */
export const Configuration = z.looseObject({
  on: z.boolean(),
  offVariant: z.string(),
  prerequisites: z.array(z.looseObject({ flag: z.string(), variants: z.array(z.string()) })),
  targets: z.array(z.looseObject({ variant: z.string(), values: z.array(z.string()) })),
  rules: z.array(Rule),
  fallthrough: Serve,
  release: z.optional(z.looseObject({})),
  locks: z.optional(z.array(z.unknown())),
  version: z.number(),
})
export type Configuration = z.infer<typeof Configuration>

export const Changed = z.looseObject({ ...Configuration.shape, revision: z.number() })

export const Flag = z.looseObject({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  type: z.string(),
  kind: z.string(),
  variants: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
  owner: z.nullable(z.string()),
  clientSide: z.boolean(),
  expectedEndDate: z.nullable(z.string()),
  archivedAt: z.nullable(z.string()),
  environments: z.record(z.string(), Configuration),
  lastSeenAt: z.optional(z.record(z.string(), z.string())),
  stale: z.optional(z.array(z.looseObject({ reason: z.string(), advice: z.string() }))),
})
export type Flag = z.infer<typeof Flag>

export const FlagPage = z.looseObject({
  flags: z.array(Flag),
  nextCursor: z.nullable(z.string()),
})

/** As much of a list as naming them takes. */
export const FlagKeys = z.looseObject({
  flags: z.array(z.looseObject({ key: z.string(), name: z.string() })),
})

export const Project = z.looseObject({
  environments: z.array(z.looseObject({ key: z.string(), name: z.string() })),
})

export const ProjectList = z.looseObject({
  projects: z.array(z.looseObject({ key: z.string(), name: z.string() })),
})

export const Killed = z.looseObject({ revision: z.number(), changed: z.boolean() })

const Laggard = z.looseObject({
  instance: z.string(),
  sdk: z.string(),
  application: z.nullable(z.string()),
  revision: z.number(),
})
export const Delivery = z.looseObject({
  connected: z.number(),
  applied: z.number(),
  p99Ms: z.nullable(z.number()),
  laggards: z.array(Laggard),
  silent: z.array(z.string()),
})
export type Delivery = z.infer<typeof Delivery>

export const Connected = z.looseObject({ connected: z.number(), silent: z.array(z.string()) })

export const ChangeRequest = z.looseObject({
  number: z.number(),
  title: z.string(),
  state: z.string(),
  environment: z.nullable(z.string()),
  author: z.looseObject({ name: z.string() }),
  approvedBy: z.array(z.looseObject({ name: z.string() })),
  applyAt: z.nullable(z.string()),
  why: z.nullable(z.string()),
})

/** Null: whoever asks may do it; else why not. */
const Why = z.nullable(z.string())

/** One request, with what it would change and what whoever asks may do. */
export const OneRequest = z.looseObject({
  ...ChangeRequest.shape,
  comment: z.nullable(z.string()),
  edition: z.number(),
  approvalRequired: z.boolean(),
  items: z.array(
    z.looseObject({
      action: z.string(),
      target: z.looseObject({ type: z.string(), key: z.string() }),
      environment: z.nullable(z.string()),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
  appliedRevision: z.nullable(z.number()),
  may: z.looseObject({ approve: Why, apply: Why, withdraw: Why }),
})
export type OneRequest = z.infer<typeof OneRequest>

export const RequestPage = z.looseObject({
  changeRequests: z.array(ChangeRequest),
  nextCursor: z.nullable(z.union([z.string(), z.number()])),
})

export const Release = z.looseObject({
  id: z.string(),
  environment: z.string(),
  flag: z.string(),
  state: z.string(),
  share: z.number(),
  why: z.string(),
  plan: z.looseObject({ strategy: z.string() }),
})
export type Release = z.infer<typeof Release>
export const ReleasePage = z.looseObject({
  releases: z.array(Release),
  nextCursor: z.nullable(z.string()),
})
export const ReleaseMoved = z.looseObject({ ...Release.shape, revision: z.number() })

export const Entry = z.looseObject({
  at: z.string(),
  actor: z.looseObject({ name: z.string() }),
  via: z.string(),
  action: z.string(),
  environment: z.nullable(z.string()),
  target: z.looseObject({ type: z.string(), key: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
  comment: z.nullable(z.string()),
  revision: z.nullable(z.number()),
})
export type Entry = z.infer<typeof Entry>
export const EntryPage = z.looseObject({ entries: z.array(Entry) })

const Decision = z.looseObject({
  value: z.optional(z.unknown()),
  variant: z.optional(z.string()),
  reason: z.string(),
  errorMessage: z.optional(z.string()),
})

const ConditionStep = z.looseObject({
  condition: Condition,
  found: z.optional(z.unknown()),
  outcome: z.string(),
  holds: z.boolean(),
})

const Rollout = z.looseObject({
  bucketBy: z.string(),
  unit: z.optional(z.string()),
  position: z.optional(z.number()),
  arms: z.array(Share),
})

export const Step = z.union([
  z.looseObject({ step: z.literal('error'), message: z.string() }),
  z.looseObject({ step: z.literal('off') }),
  z.looseObject({
    step: z.literal('prerequisite'),
    flag: z.string(),
    wanted: z.array(z.string()),
    decision: Decision,
    met: z.boolean(),
  }),
  z.looseObject({ step: z.literal('targets'), variant: z.optional(z.string()) }),
  z.looseObject({
    step: z.literal('rule'),
    index: z.number(),
    name: z.optional(z.string()),
    conditions: z.array(ConditionStep),
    holds: z.boolean(),
  }),
  z.looseObject({ step: z.literal('fallthrough') }),
  z.looseObject({ step: z.literal('serve'), variant: z.string(), rollout: z.optional(Rollout) }),
])
export type Step = z.infer<typeof Step>

export const Explained = z.looseObject({
  decision: Decision,
  steps: z.array(Step),
  revision: z.number(),
})
export type Explained = z.infer<typeof Explained>
