import { parseArgs } from 'node:util'
import { type BenchOptions, UsageError } from './bench.ts'

/**
 * @param takes names of the bench's options, each with a value
 * @throws UsageError for any other
 */
export function readOptions(
  args: readonly string[],
  takes: readonly string[],
): { readonly options: BenchOptions; readonly isJson: boolean } {
  const values = parse(args, takes)
  const option = (wanted: string) => {
    const value = values[wanted]
    return typeof value === 'string' ? value : undefined
  }
  const options: BenchOptions = {
    option,
    count(wanted, fallback) {
      const given = option(wanted)
      return given === undefined ? fallback : countOf(given, `--${wanted}`)
    },
    progress(text) {
      process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`)
    },
  }
  return { options, isJson: values.json === true }
}

/** A whole number from 1 on. */
export function countOf(text: string, name: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count > 0) return count
  throw new UsageError(`${name} is a whole number from 1 on, not "${text}"`)
}

function parse(
  args: readonly string[],
  takes: readonly string[],
): Readonly<Record<string, string | boolean | undefined>> {
  const own = Object.fromEntries(takes.map((name) => [name, { type: 'string' } as const]))
  try {
    return parseArgs({ args: [...args], options: { ...own, json: { type: 'boolean' } } }).values
  } catch (error) {
    const known = [...takes.map((name) => `--${name} VALUE`), '--json'].join(', ')
    throw new UsageError(`${error instanceof Error ? error.message : error}\nIt takes: ${known}`)
  }
}
