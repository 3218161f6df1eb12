import { expect, it } from 'vitest'
import { COMMANDS } from '../commands/all.ts'
import { Failure } from '../failure.ts'
import { nearest } from './nearest.ts'
import { readArguments } from './read-arguments.ts'
import { shellWords } from './shell-words.ts'

const read = (line: string) => readArguments(line.split(' ').filter(Boolean), COMMANDS)

function refusal(line: string): string {
  try {
    read(line)
  } catch (error) {
    if (error instanceof Failure && error.exitCode === 2) return `${error.message}. ${error.advice}`
    throw error
  }
  throw new Error(`"${line}" was not refused`)
}

it('reads options before and after the command, long, short and joined', () => {
  const { command, operands, options } = read(
    '-p shop kill new-checkout -e=x --comment=-why --json',
  )
  expect(command?.name).toBe('kill')
  expect(operands).toEqual(['new-checkout'])
  expect(options).toMatchObject({ project: 'shop', comment: '-why', json: true })
  expect(read('flags --tag a --tag b').options.tag).toEqual(['a', 'b'])
  expect(read('').command).toBeUndefined()
})

it.each([
  ['falgs', 'there is no command "falgs". Did you mean: bunting flags'],
  ['kil x', 'there is no command "kil". Did you mean: bunting kill'],
  ['xyz', 'there is no command "xyz". bunting --help lists them'],
  ['kill x --tiemout 3', 'bunting kill has no option --tiemout. Did you mean: --timeout'],
  ['kill x --context {}', 'bunting kill has no option --context. bunting kill --help lists them'],
  ['kill x -x', 'bunting kill has no option -x. bunting kill --help lists them'],
  ['kill', 'KEY is missing. Usage: bunting kill KEY'],
  ['rollout x', 'PERCENT is missing. Usage: bunting rollout KEY PERCENT'],
  ['kill a b', '"b" is one too many. Usage: bunting kill KEY'],
  ['kill x -e', '-e needs a value. undefined'],
  ['kill x -m --json', '-m needs a value. To give it --json: --comment=--json'],
  ['kill x --json=yes', '--json takes no value. undefined'],
  ['kill x -e a -e b', '--environment was given twice. undefined'],
  ['flags --version', 'bunting flags has no option --version. bunting flags --help lists them'],
])('refuses: bunting %s', (line, sentence) => {
  expect(refusal(line)).toBe(sentence)
})

it('lets --help through whatever else is missing', () => {
  expect(read('kill --help').options.help).toBe(true)
})

it('finds what was meant, and nothing that was not', () => {
  expect(nearest('prod', ['development', 'staging', 'production'])).toBe('production')
  expect(nearest('satging', ['development', 'staging'])).toBe('staging')
  expect(nearest('x', ['on', 'off'])).toBeUndefined()
})

it('writes a command as it can be typed again', () => {
  expect(shellWords(['on', 'a-b', '-m', "it's ready", ''])).toBe("on a-b -m 'it'\\''s ready' ''")
})
