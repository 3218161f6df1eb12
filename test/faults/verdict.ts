import { type Truth, wasEverTrue } from './truth.ts'
import type { ClientReport } from './watched-client.ts'

/** What is not yet as it has to be in the end. */
export function complaintsAbout(report: ClientReport, truth: Truth): string[] {
  const { name, audience, status, held, answers } = report
  if (status.phase !== 'ready') return [`${name} is ${status.phase}: ${JSON.stringify(status)}`]
  const expected = `${truth.epoch}.${truth.revision}.${truth.checksums[audience][truth.revision]}`
  const found = `${held?.epoch}.${held?.revision}.${held?.checksum}`
  if (found !== expected) return [`${name} holds ${found}; the database ${expected}`]
  return truth.answers[audience].flatMap((answer, n) =>
    answers[n] === answer ? [] : [`${name} answers ${answers[n]}; the evaluator ${answer}`],
  )
}

/** What never may have been: its own complaints, and rulesets that the database never had. */
export function violationsOf(report: ClientReport, histories: readonly Truth[]): string[] {
  const { name, audience, history, violations } = report
  const untrue = history.filter((held) => !wasEverTrue(held, audience, histories))
  return [
    ...violations,
    ...untrue.map(({ epoch, revision, checksum }) => {
      return `${name} held ${epoch}.${revision} with checksum ${checksum}, which the database never had`
    }),
  ]
}
