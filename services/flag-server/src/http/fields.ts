import { z } from 'zod'

/** Keys of flags, projects, segments, variants: what people type in code. */
export const Key = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,128}$/, 'must be 1 to 128 of the characters A-Z a-z 0-9 . _ -')

/** Postgres keeps no NUL, and a lone surrogate has no UTF-8. */
export const Text = z.string().refine(isStorable, 'must be well-formed text')

export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}

/** Named, so that OpenAPI can refer to it from within itself. */
const AnyJson = z.json().register(z.globalRegistry, { id: 'Json' })

/** Any JSON whose texts Postgres can keep. */
export const Json = AnyJson.refine((value) => {
  const texts: unknown[] = [value]
  for (let next = texts.pop(); next !== undefined; next = texts.pop()) {
    if (typeof next === 'string' && !isStorable(next)) return false
    if (typeof next === 'object' && next !== null) texts.push(...Object.entries(next).flat())
  }
  return true
}, 'must hold well-formed text only')

export const ShortText = Text.max(200)
export const LongText = Text.max(10_000)
export const Comment = Text.max(2_000)
export const Instant = z.iso.datetime()
