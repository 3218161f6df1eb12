import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import type { Result } from './bench.ts'

/** One JSON object, or a table for people. */
export async function report(
  bench: string,
  results: readonly Result[],
  json: boolean,
): Promise<string> {
  if (!json) return table(results)
  return JSON.stringify({
    bench,
    at: new Date().toISOString(),
    commit: await commit(),
    machine: { cpus: availableParallelism(), node: process.versions.node },
    results,
  })
}

async function commit(): Promise<string> {
  const git = promisify(execFile)('git', ['rev-parse', '--short', 'HEAD'])
  return git.then(
    ({ stdout }) => stdout.trim(),
    () => 'unknown',
  )
}

/** A line for each subject in a scenario, a column for each metric; their names say the units. */
export function table(results: readonly Result[]): string {
  const metrics = [...new Set(results.map(({ metric }) => metric))]
  const lines = Map.groupBy(results, ({ scenario, subject }) => `${scenario} ${subject}`)
  const rows = [...lines.values()].map((line) => [
    line[0]?.scenario ?? '',
    line[0]?.subject ?? '',
    ...metrics.map((metric) => readable(line.find((one) => one.metric === metric)?.value)),
  ])
  const all = [['scenario', 'subject', ...metrics], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const aligned = (cell: string, column: number) => {
    const width = widths?.[column] ?? 0
    return column < 2 ? cell.padEnd(width) : cell.padStart(width)
  }
  return all.map((row) => row.map(aligned).join('  ').trimEnd()).join('\n')
}

/** Three digits or all before the point: more would only be noise. */
function readable(value: number | undefined): string {
  if (value === undefined) return ''
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}
