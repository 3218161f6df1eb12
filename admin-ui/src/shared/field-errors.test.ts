import { expect, it } from 'vitest'
import { errorsUnder } from './field-errors.tsx'
import { RequestFailed } from './request-failed.ts'
import { standingErrors } from './standing-errors.ts'

const refused = (...paths: string[]) =>
  new RequestFailed({
    status: 400,
    code: 'invalid_request',
    detail: 'no',
    errors: paths.map((path) => ({ path, message: 'is wrong' })),
  })

it('finds what is wrong with a field and with its parts, and with nothing else', () => {
  const errors = ['rules.1.conditions.0.values.0', 'rules.1', 'rules.10'].map((path) => ({
    path,
    message: path,
  }))
  expect(errorsUnder(errors, 'rules.1').map(({ path }) => path)).toEqual([
    'conditions.0.values.0',
    '',
  ])
})

it('keeps a fault of the server until the value it is about is another one', () => {
  const sent = { rules: [{ conditions: [{ values: ['(a+)+$'] }, { values: ['x'] }] }] }
  const failure = refused('rules.0.conditions.0.values.0')
  expect(standingErrors(failure, sent, structuredClone(sent))).toHaveLength(1)
  const elsewhere = { rules: [{ conditions: [{ values: ['(a+)+$'] }, { values: ['y'] }] }] }
  expect(standingErrors(failure, sent, elsewhere)).toHaveLength(1)
  const mended = { rules: [{ conditions: [{ values: ['^a+$'] }, { values: ['x'] }] }] }
  expect(standingErrors(failure, sent, mended)).toEqual([])
  expect(standingErrors(failure, sent, { rules: [] })).toEqual([])
  expect(standingErrors(new Error('no'), sent, sent)).toEqual([])
})
