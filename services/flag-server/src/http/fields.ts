import { z } from 'zod'

/** Keys of flags, projects, segments, variants: what people type in code. */
export const Key = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,128}$/, 'must be 1 to 128 of the characters A-Z a-z 0-9 . _ -')

/** Postgres keeps no NUL, and a lone surrogate has no UTF-8. */
export const Text = z
  .string()
  .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'must be well-formed text')

export const ShortText = Text.max(200)
export const LongText = Text.max(10_000)
export const Comment = Text.max(2_000)
export const Instant = z.iso.datetime()
