import { expect, it } from 'vitest'
import { readContext, readLimit, readPercent, readTimeout, readVariants } from './read-values.ts'

it('reads percentages exactly', () => {
  expect(['0', '25', '12.5%', '0.001', '99.999', '100 %'].map(readPercent)).toEqual([
    0, 25_000, 12_500, 1, 99_999, 100_000,
  ])
})

it.each(['', '101', '100.001', '-1', '1e1', '0.0001', 'half'])('refuses %j percent', (text) => {
  expect(() => readPercent(text)).toThrow('PERCENT is 0 to 100')
})

it('reads seconds and numbers, and refuses what is none', () => {
  expect([readTimeout(), readTimeout('0'), readTimeout('0.5')]).toEqual([10_000, 0, 500])
  for (const text of ['-1', '3601', '1s', '']) expect(() => readTimeout(text)).toThrow('--timeout')
  expect([readLimit(), readLimit('200')]).toEqual([20, 200])
  for (const text of ['0', '201', 'all']) expect(() => readLimit(text)).toThrow('--limit')
})

it('reads contexts that are objects, and variants in the type of the flag', () => {
  expect(readContext('{"targetingKey":"ana"}')).toEqual({ targetingKey: 'ana' })
  for (const text of ['ana', '[]', 'null', '"a"'])
    expect(() => readContext(text)).toThrow('no JSON')
  expect(() => readContext('@/nowhere/at/all')).toThrow('ENOENT')
  expect(readVariants('string', ['a=1', 'b=x=y'])).toEqual({ a: '1', b: 'x=y' })
  expect(readVariants('number', ['a=1'])).toEqual({ a: 1 })
  expect(() => readVariants('number', ['a=one'])).toThrow('"one" is no number')
  expect(() => readVariants('string', ['a'])).toThrow('NAME=VALUE')
})
