import { createRuleset, decide } from '@bunting/evaluator'
import type { Change } from '@bunting/flag-server/revisions/commit-revision.ts'
import { createClientProjection } from '@bunting/flag-server/stream/client-projection.ts'
import { createRulesetLines } from '@bunting/flag-server/stream/ruleset-lines.ts'
import pg from 'pg'
import { type Audience, answerOf, questionsFor } from './flags.ts'
import type { Held } from './watched-client.ts'

/** One history of an environment, as the database has it. */
export interface Truth {
  readonly epoch: string
  readonly revision: number
  /** Of every revision there ever was, the first at 0. */
  readonly checksums: Readonly<Record<Audience, readonly number[]>>
  /** To each question, on the newest. */
  readonly answers: Readonly<Record<Audience, readonly string[]>>
}

interface Row extends Change {
  readonly revision: number
}

/** Reads rows, not what a server makes of them; answers are the evaluator's. */
export async function readTruth(databaseUrl: string, environmentId: string): Promise<Truth> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read')
    const environment = await client.query<{ epoch: string; revision: string }>(
      'select epoch, revision from environments where id = $1',
      [environmentId],
    )
    const { rows } = await client.query<Row>(
      `select revision::int, kind, key, line, client_side as "clientSide" from changes
       where environment_id = $1 order by revision`,
      [environmentId],
    )
    const [{ epoch, revision } = { epoch: '', revision: '0' }] = environment.rows
    return { epoch, revision: Number(revision), ...replay(rows, Number(revision), environmentId) }
  } finally {
    await client.end()
  }
}

function replay(rows: readonly Row[], revision: number, environmentId: string) {
  const lines = { server: createRulesetLines(), client: createRulesetLines() }
  const projection = createClientProjection(environmentId)
  const checksums: Record<Audience, number[]> = { server: [], client: [] }
  for (let at = 0; at <= revision; at += 1) {
    const changed = rows.filter((row) => row.revision === at)
    lines.server.apply(changed)
    lines.client.apply(projection.apply(changed))
    checksums.server.push(lines.server.checksum())
    checksums.client.push(lines.client.checksum())
  }
  const ruleset = createRuleset()
  ruleset.replace({
    flags: lines.server.flags.values(),
    segments: lines.server.segments.values(),
  })
  const answersTo = (audience: Audience) =>
    questionsFor(audience).map(({ flag, context }) => answerOf(decide(ruleset, flag, context)))
  return { checksums, answers: { server: answersTo('server'), client: answersTo('client') } }
}

/**
 * Whether the database has ever held this, in this history or one that a restore took back: they are in
 * order. After a restore the epoch has its old name for a moment yet; nothing from before has the new one.
 */
export function wasEverTrue(
  { epoch, revision, checksum }: Held,
  audience: Audience,
  histories: readonly Truth[],
): boolean {
  const first = histories.findIndex((history) => history.epoch === epoch)
  return histories
    .slice(Math.max(first, 0))
    .some(({ checksums }) => checksums[audience][revision] === checksum)
}
