import type { Explained, Step } from '../server/shapes.ts'
import type { Paint } from '../terminal/paint.ts'
import { conditionWords, valueWords } from './condition-words.ts'
import { percent } from './serve-words.ts'

/** Positions of the hash. */
const POSITIONS = 2 ** 32

/** The answer, and each step on the way to it. */
export function explainedWords(
  { decision, steps, revision }: Explained,
  { flag, environment, who }: { flag: string; environment: string; who: string },
  paint: Paint,
): string {
  const answer =
    decision.variant === undefined
      ? paint.red('the fallback in the code')
      : paint.bold(`${decision.variant} (${JSON.stringify(decision.value)})`)
  return [
    `${flag} in ${environment}, revision ${revision}, answers ${who}`,
    '',
    `  ${answer}, reason ${decision.reason}`,
    '',
    'because',
    ...steps.flatMap((step) => stepLines(step, paint)).map((line) => `  ${line}`),
  ].join('\n')
}

function stepLines(step: Step, paint: Paint): string[] {
  switch (step.step) {
    case 'error':
      return [paint.red(step.message)]
    case 'off':
      return ['it is switched off']
    case 'prerequisite': {
      const answer = step.decision.variant ?? 'nothing'
      return [
        `${mark(step.met, paint)} ${step.flag} has to be ${step.wanted.join(' or ')}, and is ${answer}`,
      ]
    }
    case 'targets':
      return step.variant === undefined
        ? [`${mark(false, paint)} no target names them`]
        : [`${mark(true, paint)} a target names them`]
    case 'rule':
      return [
        `${mark(step.holds, paint)} rule ${step.index + 1}${step.name ? ` ${valueWords(step.name)}` : ''}`,
        ...step.conditions.map(
          ({ condition, holds, outcome, found }) =>
            `    ${mark(holds, paint)} ${conditionWords(condition)}${paint.dim(foundWords(outcome, found))}`,
        ),
      ]
    case 'fallthrough':
      return ['nothing before that decides']
    case 'serve':
      return [serveLine(step)]
  }
}

const mark = (holds: boolean, paint: Paint) => (holds ? paint.green('yes') : paint.dim('no '))

function foundWords(outcome: string, found: unknown): string {
  return outcome === 'missing'
    ? ' – there is none'
    : found === undefined
      ? ''
      : ` – it is ${valueWords(found)}`
}

function serveLine({ variant, rollout }: Extract<Step, { step: 'serve' }>): string {
  if (!rollout) return `gets ${variant}`
  if (rollout.position === undefined) {
    return `gets ${variant}: there is no ${rollout.bucketBy} to draw a percentage by`
  }
  const arms = rollout.arms
    .map(({ variant: name, share }) => `${percent(share)} ${name}`)
    .join(', ')
  const at = ((rollout.position / POSITIONS) * 100).toFixed(2)
  return `gets ${variant}: of ${arms}, ${rollout.bucketBy} ${valueWords(rollout.unit)} is at ${at} %`
}
