import { readFileSync } from 'node:fs'
import { wrongUsage } from '../failure.ts'

/** `--timeout` in milliseconds; an hour at most. */
export function readTimeout(text = '10'): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (!(seconds <= 3_600)) throw wrongUsage(`--timeout is seconds, 0 to 3600, not "${text}"`)
  return Math.round(seconds * 1_000)
}

export function readLimit(text = '20'): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > 200) throw wrongUsage(`--limit is a number, 1 to 200, not "${text}"`)
  return limit
}

/** `7` or `#7`, of a change request. */
export function readNumber(text: string): number {
  const [, digits] = text.match(/^#?(\d{1,9})$/) ?? []
  if (digits === undefined) throw wrongUsage(`NUMBER is one like 7, not "${text}"`)
  return Number(digits)
}

/** `25`, `12.5%` in the server's unit, of which 100,000 are 100 %. */
export function readPercent(text: string): number {
  if (!/^\d{1,3}(\.\d{1,3})? ?%?$/.test(text) || Number.parseFloat(text) > 100) {
    throw wrongUsage(`PERCENT is 0 to 100, with three decimals at most, not "${text}"`)
  }
  return Math.round(Number.parseFloat(text) * 1_000)
}

/** `{"targetingKey":"ana"}`, or `@FILE` that holds such. */
export function readContext(text: string): Readonly<Record<string, unknown>> {
  const example = `Like this: --context '{"targetingKey":"ana"}'`
  const value = parseJson(text.startsWith('@') ? readContextFile(text.slice(1)) : text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongUsage('--context is no JSON object', example)
  }
  return value as Record<string, unknown>
}

function readContextFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw wrongUsage(`--context: ${error instanceof Error ? error.message : error}`)
  }
}

/** `NAME=VALUE` of each, in the flag's type. */
export function readVariants(
  type: string,
  pairs: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, text = ''] = pair.match(/^([^=]+)=(.*)$/s) ?? []
      if (name === undefined) throw wrongUsage(`--value is NAME=VALUE, not "${pair}"`)
      if (type === 'string') return [name, text]
      const value = parseJson(text)
      if (value === undefined) throw wrongUsage(`--value ${name}: "${text}" is no ${type}`)
      return [name, value]
    }),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
