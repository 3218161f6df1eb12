import { COMMON, OPTIONS, type OptionName, optionNames } from './arguments/options.ts'
import { COMMANDS } from './commands/all.ts'
import type { Command } from './commands/command.ts'

export function helpText(): string {
  const usages = COMMANDS.map(({ name, operands, summary }) => [
    `${name} ${operands}`.trim(),
    summary,
  ])
  return [
    'bunting: feature flags in terminals and pipelines',
    '',
    'Usage: bunting COMMAND [OPTIONS]',
    '',
    ...columns(usages),
    '',
    ...optionLines([...COMMON, 'version']),
    '',
    'Where and who:',
    ...columns([
      ['BUNTING_URL', 'the flag server: https://flags.example.com'],
      ['BUNTING_TOKEN', 'a personal or a service token, made in the admin UI'],
      ['BUNTING_TOKEN_FILE', 'or the file that holds it'],
    ]),
    '',
    'Exit code: 0 done, 1 refused or not confirmed, 2 wrong usage.',
    'bunting COMMAND --help says more.',
  ].join('\n')
}

export function commandHelp({ name, operands, summary, more, options, examples }: Command): string {
  return [
    `bunting ${name}: ${summary}`,
    '',
    `Usage: bunting ${[name, operands].filter(Boolean).join(' ')} [OPTIONS]`,
    ...(more ? ['', more] : []),
    '',
    ...optionLines([...options, ...COMMON]),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n')
}

function optionLines(names: readonly OptionName[]): string[] {
  return columns(names.map((name) => [optionNames(name), OPTIONS[name].says]))
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([left = '']) => left.length))
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`)
}
