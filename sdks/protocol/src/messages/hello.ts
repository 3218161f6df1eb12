import { z } from 'zod/mini'

/** First message of every client: who it is and what it holds. */
export const Hello = z.strictObject({
  type: z.literal('hello'),
  /** SDK key. A browser can set no header and says it here; never in a URL. */
  key: z.optional(z.string().check(z.maxLength(256))),
  sdk: z.strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(64)),
    version: z.string().check(z.minLength(1), z.maxLength(64)),
  }),
  /** Names this process or tab among its like, for delivery and laggards. */
  instance: z.string().check(z.minLength(1), z.maxLength(128)),
  application: z.optional(
    z.strictObject({
      name: z.optional(z.string().check(z.maxLength(128))),
      version: z.optional(z.string().check(z.maxLength(128))),
    }),
  ),
  /** It answers previews. Who does not say so is never sent one. */
  previews: z.optional(z.literal(true)),
  /** What the client already holds; absent when it holds nothing. */
  holds: z.optional(
    z.strictObject({
      epoch: z.string().check(z.maxLength(64)),
      revision: z.int().check(z.nonnegative()),
      checksum: z.int().check(z.nonnegative()),
    }),
  ),
})

export type Hello = z.infer<typeof Hello>
