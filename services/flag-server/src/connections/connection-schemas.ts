import { z } from 'zod'
import { Text } from '../http/fields.ts'
import { SdkKeyKind } from '../sdk-keys/sdk-key-schemas.ts'

/** Most that are listed at once; all are counted. */
export const MOST_LISTED = 1_000

export const ConnectionQuery = z.strictObject({
  kind: SdkKeyKind.optional(),
  /** Part of an instance, SDK, application or replica's address, in any case. */
  search: Text.max(200).default(''),
  /** Only those that do not hold the newest revision. */
  behind: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(MOST_LISTED).default(100),
})
export type ConnectionQuery = z.infer<typeof ConnectionQuery>

export const Connection = z.object({
  instance: z.string(),
  kind: SdkKeyKind,
  /** Name and version: `@bunting/node 0.1.0`. */
  sdk: z.string(),
  /** Name and version, as far as it said them. */
  application: z.string().nullable(),
  /** The newest revision it said it holds; null before its first word. */
  revision: z.int().nullable(),
  /** Whether it does not hold the environment's newest revision. */
  behind: z.boolean(),
  connectedAt: z.iso.datetime(),
  /** Milliseconds since it last said something. */
  ageMs: z.int(),
  /** Address of the server process that it is connected to. */
  replica: z.string(),
})
export type Connection = z.infer<typeof Connection>

const counts = <Name extends z.ZodType>(name: Name) => z.array(z.object({ name, count: z.int() }))

export const Connections = z.object({
  /** The environment's newest. */
  revision: z.int(),
  /** All that are connected, whatever was asked for. */
  connected: z.int(),
  server: z.int(),
  client: z.int(),
  behind: z.int(),
  /** Counts of all that are connected, the largest first: the 50 largest of each. */
  sdks: counts(z.string()),
  applications: counts(z.string().nullable()),
  revisions: counts(z.int().nullable()),
  /** How many there are of what was asked for. */
  matching: z.int(),
  /** Those, up to the limit: who is behind first, then the newest connection first. */
  connections: z.array(Connection),
  /** Addresses of server processes that have SDKs here and did not answer: none of those is counted. */
  silent: z.array(z.string()),
})
export type Connections = z.infer<typeof Connections>
