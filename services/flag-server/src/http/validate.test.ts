import { expect, it } from 'vitest'
import { z } from 'zod'
import type { AppError } from './app-error.ts'
import { validatorCompiler } from './validate.ts'

function refused(schema: z.ZodType, data: unknown, httpPart = 'body') {
  const validate = validatorCompiler({ schema, method: 'POST', url: '/', httpPart })
  const { error } = validate(data) as { error?: AppError }
  return error?.errors
}

const Patch = z.strictObject({ on: z.boolean().optional(), version: z.int().optional() })

it('names the fields there are when somebody sends one that there is not', () => {
  expect(refused(Patch, { comment: 'why' })).toEqual([
    {
      path: 'comment',
      message: 'is not a field that is known here: there are on, version',
    },
  ])
})

it('names those of the object it is in, and of the branch that was meant', () => {
  const Serve = z.union([
    z.strictObject({ variant: z.string() }),
    z.strictObject({ rollout: z.strictObject({ shares: z.array(z.int()) }) }),
  ])
  const schema = z.strictObject({ rules: z.array(z.strictObject({ serve: Serve })) })
  expect(refused(schema, { rules: [{ serve: { rollout: { shares: [1], share: 3 } } }] })).toEqual([
    {
      path: 'rules.0.serve.rollout.share',
      message: 'is not a field that is known here: there is shares',
    },
  ])
})

it('says so too where none is known, and where conditions are set on the whole', () => {
  expect(refused(z.strictObject({}), { a: 1 }, 'querystring')).toEqual([
    { path: 'querystring.a', message: 'is not a field that is known here: there are none' },
  ])
  const refined = Patch.refine(({ on }) => on !== undefined)
  expect(refused(refined, { off: true })?.[0]?.message).toContain('there are on, version')
})

it('names no more than twenty', () => {
  const fields = Array.from({ length: 25 }, (_, index) => [`field${index}`, z.int().optional()])
  const [error] = refused(z.strictObject(Object.fromEntries(fields)), { other: 1 }) ?? []
  expect(error?.message).toMatch(/field19 and 5 more$/)
})
