import type { Configuration, Flag } from '../server/shapes.ts'
import type { Paint } from '../terminal/paint.ts'
import { oneLine } from '../terminal/screen-text.ts'
import { conditionsWords, valueWords } from './condition-words.ts'
import { openness, serveWords } from './serve-words.ts'

const MOST_NAMED = 5

/** A flag as somebody would tell it: what it is, what each environment does, what to do about it. */
export function flagWords(flag: Flag, paint: Paint): string {
  return [
    paint.bold(flag.key) + (flag.name === flag.key ? '' : `  ${oneLine(flag.name)}`),
    ...(flag.archivedAt ? [paint.yellow(`archived ${flag.archivedAt.slice(0, 10)}`)] : []),
    ...(flag.description ? ['', ...flag.description.split('\n')] : []),
    '',
    ...facts(flag).map(([name, value]) => `${paint.dim(name.padEnd(9))}${value}`),
    ...Object.entries(flag.environments).flatMap(([environment, configuration]) => [
      '',
      ...environmentLines(environment, configuration, paint),
    ]),
    ...(flag.stale ?? []).flatMap(({ advice }, at) => [
      ...(at === 0 ? [''] : []),
      paint.yellow(`stale: ${advice}`),
    ]),
  ].join('\n')
}

function facts(flag: Flag): [string, string][] {
  const values = Object.entries(flag.variants).map(
    ([name, value]) => `${name} = ${shortJson(value)}`,
  )
  const lines: [string, string][] = [
    ['type', `${flag.type}, ${flag.kind}${flag.clientSide ? '' : ', server only'}`],
    ['owner', flag.owner ? oneLine(flag.owner) : 'nobody'],
  ]
  // Of a boolean flag they are always the same.
  if (flag.type !== 'boolean') lines.push(['variants', values.join('\n         ')])
  if (flag.tags.length > 0) lines.push(['tags', flag.tags.join(', ')])
  if (flag.expectedEndDate) lines.push(['ends', flag.expectedEndDate])
  return lines
}

function environmentLines(
  environment: string,
  configuration: Configuration,
  paint: Paint,
): string[] {
  const { on, offVariant, fallthrough } = configuration
  const state = openness(configuration).replace(' +', '')
  const head = `${paint.bold(environment)}  ${on ? paint.green(state) : paint.dim(state)}`
  const steps = [
    ...configuration.prerequisites.map(
      ({ flag, variants }) => `unless ${flag} is ${variants.join(' or ')}: ${offVariant}`,
    ),
    ...configuration.targets
      .filter(({ values }) => values.length > 0)
      .map(({ variant, values }) => `${namesWords(values)}: ${variant}`),
    ...configuration.rules.map(
      ({ name, conditions, serve }) =>
        `${name ? `${oneLine(name)}: ` : ''}${conditionsWords(conditions)}: ${serveWords(serve)}`,
    ),
  ]
  const lines = [
    ...steps,
    `${steps.length > 0 ? 'everybody else' : 'everybody'}: ${serveWords(fallthrough)}`,
  ]
  const title = [head, ...notes(configuration).map(paint.yellow)].join('  ')
  if (on) return [title, ...lines.map((line) => `  ${line}`)]
  const off = `  everybody: ${offVariant}; once it is on:`
  return steps.length === 0
    ? [title, `${off} ${serveWords(fallthrough)}`]
    : [title, off, ...lines.map((line) => `    ${line}`)]
}

function notes({ release, locks = [] }: Configuration): string[] {
  return [
    ...(release ? ['a release moves people here'] : []),
    ...(locks.length > 0 ? ['locked: a release was rolled back here'] : []),
  ]
}

function namesWords(values: readonly string[]): string {
  const more = values.length - MOST_NAMED
  return (
    values.slice(0, MOST_NAMED).map(valueWords).join(', ') + (more > 0 ? ` and ${more} more` : '')
  )
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
