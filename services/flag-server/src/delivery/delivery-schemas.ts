import { z } from 'zod'

const Laggard = z.object({
  instance: z.string(),
  sdk: z.string(),
  application: z.string().nullable(),
  revision: z.int(),
  replica: z.string(),
})

/** How far a revision has come, over all replicas. */
export const Delivery = z.object({
  revision: z.int(),
  connected: z.int(),
  /** Of the connected, how many said that they hold this revision or a later one. */
  applied: z.int(),
  /** From commit to receipt, by the server's clock; null until somebody applied it. */
  p50Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  /** At most 50 of those who have not. */
  laggards: z.array(Laggard),
  /** Addresses of server processes with SDKs of which nothing was heard since: nobody knows of them. */
  silent: z.array(z.string()),
})
export type Delivery = z.infer<typeof Delivery>

export const ConnectionCount = z.object({
  connected: z.int(),
  server: z.int(),
  client: z.int(),
  revision: z.int(),
})
export type ConnectionCount = z.infer<typeof ConnectionCount>
