import { expect, it } from 'vitest'
import { z } from 'zod'
import { issueWords } from './issue-words.ts'

function said(schema: z.ZodType, data: unknown): string | undefined {
  const [issue] = schema.safeParse(data).error?.issues ?? []
  return issue && issueWords(issue)
}

const Act = z.discriminatedUnion('type', [
  z.object({ type: z.literal('archive') }),
  z.object({ type: z.literal('delete') }),
])

it.each([
  [z.object({ key: z.string() }), {}, 'is needed'],
  [z.string(), 3, 'must be a string'],
  [z.boolean(), 'yes', 'must be true or false'],
  [z.array(z.string()), 'a', 'must be an array'],
  [z.object({}), null, 'must be an object'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.enum(['on', 'off']), 'maybe', 'must be one of "on", "off"'],
  [z.literal(1), 2, 'must be 1'],
  [Act, { type: 'explode' }, 'must be one of "archive", "delete"'],
  [z.number().max(200), 1_000, 'must be at most 200'],
  [z.string().min(3), 'ab', 'must have at least 3 characters'],
  [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entry'],
])('says what a field has to be: %#', (schema, data, words) => {
  expect(said(schema, data)).toBe(words)
})

it('leaves a sentence of the schema as it is', () => {
  expect(said(z.string('must be the key of a flag'), 3)).toBe('must be the key of a flag')
})
