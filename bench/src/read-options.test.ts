import { expect, it } from 'vitest'
import { UsageError } from './bench.ts'
import { readOptions } from './read-options.ts'

const TAKES = ['rounds', 'subjects']

it('reads what a bench takes, and leaves the rest to it', () => {
  const { options, isJson } = readOptions(['--rounds', '9', '--json'], TAKES)
  expect([options.count('rounds', 24), options.option('subjects'), isJson]).toEqual([
    9,
    undefined,
    true,
  ])
  expect(readOptions([], TAKES).options.count('rounds', 24)).toBe(24)
  expect(readOptions(['--subjects=bunting'], TAKES).options.option('subjects')).toBe('bunting')
})

it.each(['abc', '0', '1.5', '-3', ''])('measures nothing %j times', (rounds) => {
  const { options } = readOptions([`--rounds=${rounds}`], TAKES)
  expect(() => options.count('rounds', 24)).toThrow(UsageError)
})

it('says what it takes to who asks for something else', () => {
  expect(() => readOptions(['--round', '3'], TAKES)).toThrow('It takes: --rounds VALUE, --subjects')
  expect(() => readOptions(['more'], TAKES)).toThrow(UsageError)
})
