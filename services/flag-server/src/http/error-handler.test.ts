import Fastify from 'fastify'
import { expect, it } from 'vitest'
import {
  DatabaseAwayError,
  OutcomeUnknownError,
  WaitedTooLongError,
} from '../database/database-errors.ts'
import { answerErrors } from './error-handler.ts'

it.each([
  [new DatabaseAwayError(), 'database_unavailable'],
  [new WaitedTooLongError(), 'database_unavailable'],
  [new OutcomeUnknownError(new Error('gone')), 'outcome_unknown'],
])('answers %s with 503, what became of it, and when to come back', async (error, code) => {
  const app = Fastify()
  answerErrors(app)
  app.get('/', () => Promise.reject(error))
  const answer = await app.inject('/')
  expect([answer.statusCode, answer.json().code]).toEqual([503, code])
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.headers['content-type']).toContain('application/problem+json')
})
