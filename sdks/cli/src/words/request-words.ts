import type { OneRequest } from '../server/shapes.ts'
import type { Paint } from '../terminal/paint.ts'
import { oneLine } from '../terminal/screen-text.ts'
import { entryWords } from './entry-words.ts'

const OVER = ['applied', 'rejected', 'withdrawn']

/** What is asked for and by whom, what it would change, and what whoever looks may do about it. */
export function requestWords(
  request: OneRequest,
  page: string,
  other: (...words: string[]) => string,
  paint: Paint,
): string {
  const { number, title, comment, items } = request
  return [
    `${paint.bold(`#${number}`)}  ${oneLine(title)}`,
    stateWords(request),
    ...(comment ? [`  ${oneLine(comment)}`] : []),
    '',
    ...items.map(
      ({ environment, ...item }) =>
        `${oneLine(item.target.key)}${environment === null ? '' : ` in ${environment}`}: ${entryWords(item)}`,
    ),
    '',
    ...(OVER.includes(request.state) ? [] : mayLines(request, other)),
    page,
  ].join('\n')
}

function stateWords({ state, why, author, approvedBy, applyAt, appliedRevision }: OneRequest) {
  const names = approvedBy.map(({ name }) => oneLine(name)).join(' and ')
  return [
    `${state}${why ? `: ${oneLine(why)}` : ''}`,
    `asked for by ${oneLine(author.name)}`,
    names && `approved by ${names}`,
    applyAt && state !== 'applied' && `to be applied at ${applyAt}`,
    appliedRevision !== null && `revision ${appliedRevision}`,
  ]
    .filter(Boolean)
    .join(', ')
}

function mayLines({ number, may }: OneRequest, other: (...words: string[]) => string): string[] {
  const line = (act: string, why: string | null, how: string) =>
    why === null ? `you may ${act} it: ${how}` : `you cannot ${act} it: ${why}`
  return [
    line('approve', may.approve, 'on its page'),
    line('apply', may.apply, other('apply', String(number))),
    ...(may.withdraw === null ? [line('withdraw', null, other('withdraw', String(number)))] : []),
  ]
}
