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

function table(results: readonly Result[]): string {
  const rows = results.map(({ scenario, subject, metric, value, unit }) => [
    scenario,
    subject,
    metric,
    `${Math.round(value * 1000) / 1000} ${unit}`,
  ])
  const header = ['scenario', 'subject', 'metric', 'value']
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
