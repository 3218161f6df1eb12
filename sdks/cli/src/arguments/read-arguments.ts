import { parseArgs } from 'node:util'
import { wrongUsage } from '../failure.ts'
import { nearest } from './nearest.ts'
import { COMMON, OPTIONS, type OptionName, type Options } from './options.ts'

/** What a command takes: as much of it as reading its arguments needs. */
export interface Signature {
  readonly name: string
  /** `KEY PERCENT`, `[SEARCH]`. */
  readonly operands: string
  readonly options: readonly OptionName[]
}

export interface Arguments<Command> {
  /** Undefined: none was named. */
  readonly command: Command | undefined
  readonly operands: readonly string[]
  readonly options: Options
}

/** Splits what was typed into command, operands and options; throws wrong usage. */
export function readArguments<Command extends Signature>(
  typed: readonly string[],
  commands: readonly Command[],
): Arguments<Command> {
  const { positionals, tokens, values } = parseArgs({
    args: [...typed],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const [name, ...operands] = positionals
  const command = name === undefined ? undefined : commandNamed(name, commands)
  const taken = optionsTaken(command)
  const seen = new Set<string>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    refuseUnknown(token, taken, command?.name)
    refuseOddValue(token)
    const isMultiple = 'multiple' in OPTIONS[token.name as OptionName]
    if (seen.has(token.name) && !isMultiple) throw wrongUsage(`--${token.name} was given twice`)
    seen.add(token.name)
  }
  const options = values as Options
  if (command && !options.help) refuseOperands(command, operands)
  return { command, operands, options }
}

/** By a command, or where none is named. */
export function optionsTaken(command: Signature | undefined): readonly OptionName[] {
  return command ? [...command.options, ...COMMON] : [...COMMON, 'version']
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function commandNamed<Command extends Signature>(
  name: string,
  commands: readonly Command[],
): Command {
  const found = commands.find((one) => one.name === name)
  if (found) return found
  const close = nearest(
    name,
    commands.map((one) => one.name),
  )
  throw wrongUsage(
    `there is no command "${name}"`,
    close ? `Did you mean: bunting ${close}` : 'bunting --help lists them',
  )
}

function refuseUnknown(
  { name, rawName }: OptionToken,
  taken: readonly OptionName[],
  command: string | undefined,
): void {
  if ((taken as readonly string[]).includes(name)) return
  const what = command ? `bunting ${command}` : 'bunting'
  const close = nearest(name, taken)
  throw wrongUsage(
    `${what} has no option ${rawName}`,
    close && rawName.startsWith('--') ? `Did you mean: --${close}` : `${what} --help lists them`,
  )
}

function refuseOddValue({ name, rawName, value, inlineValue }: OptionToken): void {
  const { type } = OPTIONS[name as OptionName]
  if (type === 'boolean') {
    if (value !== undefined) throw wrongUsage(`${rawName} takes no value`)
    return
  }
  if (value === undefined || (value === '' && name !== 'comment')) {
    throw wrongUsage(`${rawName} needs a value`)
  }
  // `-m --json` is a value forgotten rather than a comment of that name.
  if (!inlineValue && value.startsWith('-') && value.length > 1) {
    throw wrongUsage(`${rawName} needs a value`, `To give it ${value}: --${name}=${value}`)
  }
}

function refuseOperands({ name, operands: wanted }: Signature, given: readonly string[]): void {
  const all = wanted.split(' ').filter(Boolean)
  const missing = all.slice(given.length).find((operand) => !operand.startsWith('['))
  const usage = `bunting ${[name, ...all].join(' ')}`
  if (missing) throw wrongUsage(`${missing} is missing`, `Usage: ${usage}`)
  const extra = given[all.length]
  if (extra !== undefined) {
    throw wrongUsage(`"${extra}" is one too many`, `Usage: ${usage}`)
  }
}
