import { OPTIONS } from '../arguments/options.ts'
import { optionsTaken, type Signature } from '../arguments/read-arguments.ts'
import { readWords, type Words } from './read-words.ts'
import { type Candidate, type Lookups, valuesOf } from './values-of.ts'

/** A command, as much of it as is shown. */
export interface Completed extends Signature {
  readonly summary: string
}

/**
 * What could stand in the place of the last word; nothing where only who types knows.
 *
 * @param typed after the name of the command, the last one as far as it is typed
 */
export async function complete(
  typed: readonly string[],
  commands: readonly Completed[],
  lookups: Lookups,
): Promise<readonly Candidate[]> {
  const current = typed.at(-1) ?? ''
  const words = readWords(typed.slice(0, -1))
  const found = await candidates(words, current, commands, lookups)
  return found.filter(({ value }) => value.startsWith(current))
}

async function candidates(
  { positionals, given, awaits }: Words,
  current: string,
  commands: readonly Completed[],
  lookups: Lookups,
): Promise<readonly Candidate[]> {
  if (awaits !== undefined) return valuesOf(awaits, current, lookups)
  const [name, ...operands] = positionals
  if (name === undefined && !current.startsWith('-')) {
    return commands.map(({ name: value, summary: says }) => ({ value, says }))
  }
  const command = commands.find((one) => one.name === name)
  if (current.startsWith('-')) return optionsOf(command, given)
  const operand = command?.operands.split(' ')[operands.length]
  return operand ? valuesOf(operand.replace(/[[\]]/g, ''), current, lookups) : []
}

function optionsOf(command: Completed | undefined, given: ReadonlySet<string>): Candidate[] {
  return optionsTaken(command)
    .filter((name) => 'multiple' in OPTIONS[name] || !given.has(name))
    .map((name) => ({ value: `--${name}`, says: OPTIONS[name].says }))
}
