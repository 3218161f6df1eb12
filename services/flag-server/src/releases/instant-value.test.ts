import { beforeEach, expect, it } from 'vitest'
import { instantValue } from './instant-value.ts'
import {
  type FakePrometheus,
  type PrometheusAnswer,
  startFakePrometheus,
  success,
  value,
} from './testing/fake-prometheus.ts'

let prometheus: FakePrometheus
beforeEach(async () => {
  prometheus = await startFakePrometheus()
})

it.each<[string, PrometheusAnswer, number]>([
  ['a scalar', success('scalar', [1_700_000_000.123, '0.25']), 0.25],
  ['a vector of one', value('12'), 12],
])('reads %s', async (_, answer, expected) => {
  prometheus.answer = answer
  expect(await instantValue(prometheus.url, 'sum(rate(failed[1m]))')).toBe(expected)
  expect(prometheus.asked).toEqual([{ query: 'sum(rate(failed[1m]))', authorization: undefined }])
})

const sample = { metric: {}, value: [0, '1'] }
it.each<[string, PrometheusAnswer]>([
  ['a vector of none', success('vector', [])],
  ['a vector of many', success('vector', [sample, sample])],
  ['a matrix', success('matrix', [{ metric: {}, values: [[0, '1']] }])],
  ['NaN, as 0 / 0 is', value('NaN')],
  ['infinity', value('+Inf')],
  ['nothing that is a number', value('')],
  ['an error', { status: 500, body: '{"status":"error","errorType":"internal"}' }],
  ['a bad query', { status: 400, body: '{"status":"error","errorType":"bad_data"}' }],
  ['garbage', { body: '<html>log in</html>' }],
  ['half an answer', { body: '{"status":"success"' }],
])('takes %s for no answer', async (_, answer) => {
  prometheus.answer = answer
  expect(await instantValue(prometheus.url, 'up')).toBeNull()
})

it('does not wait for one that hangs', async () => {
  prometheus.answer = 'hangs'
  expect(await instantValue(prometheus.url, 'up', 50)).toBeNull()
})

it('takes one that is away, or a URL that is none, for no answer', async () => {
  expect(await instantValue('http://127.0.0.1:1', 'up')).toBeNull()
  expect(await instantValue('nowhere', 'up')).toBeNull()
})

it('signs in with the user and the password of the URL', async () => {
  const url = prometheus.url.replace('//', '//ana:p%40ss@')
  expect(await instantValue(url, 'up')).toBe(0)
  const basic = Buffer.from('ana:p@ss').toString('base64')
  expect(prometheus.asked).toEqual([{ query: 'up', authorization: `Basic ${basic}` }])
})
