import { randomUUID } from 'node:crypto'
import { and, eq, or, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { replicaAnswers, replicaQuestions } from '../database/schema.ts'
import { CHANNEL, type Notification } from '../revisions/notify.ts'
import { type OtherReplica, othersServing } from './others-serving.ts'
import type { Answer, Answering, Asked, QuestionKind } from './questions.ts'

/**
 * Asks the processes that hold the other sockets. Postgres is the only thing they share: a question is
 * a row, because a notification carries 8,000 bytes at most; notifications say that it, and each
 * answer, is there. Rows are removed as soon as the asking replica has read them.
 */
export interface ReplicaQuestions {
  /** Never waits longer than `withinMs` for a replica. A server that is alone writes nothing. */
  ask<Kind extends QuestionKind>(
    kind: Kind,
    environmentId: string,
    asked: Asked<Kind>,
    withinMs: number,
  ): Promise<ReplicaAnswers<Kind>>
  /** To be told of every notification. Rejects when a question could not be read or answered. */
  heard(notification: Notification): Promise<void>
}

export interface ReplicaAnswers<Kind extends QuestionKind> {
  readonly answers: readonly Answer<Kind>[]
  /** Those that serve SDKs of this environment and said nothing in time. */
  readonly silent: readonly OtherReplica[]
}

export function createReplicaQuestions(
  db: Database,
  replicaId: string,
  answering: Answering,
): ReplicaQuestions {
  /** Told of each answer that has come, by question. */
  const asking = new Map<string, (replica: string) => void>()

  async function answer(questionId: string): Promise<void> {
    const [question] = await db
      .select()
      .from(replicaQuestions)
      .where(eq(replicaQuestions.id, questionId))
    if (!question || question.askedBy === replicaId) return
    const { kind, environmentId, asked } = question
    // The row's `kind` says which: TypeScript cannot follow it through the table.
    const answered = await answering[kind](environmentId, asked as never)
    if (!answered) return
    // Nothing when the question is gone: whoever asked has stopped waiting.
    await db.execute(sql`
      with written as (
        insert into ${replicaAnswers} (question_id, replica_id, answer)
        select id, ${replicaId}, ${JSON.stringify(answered)}::json
        from ${replicaQuestions} where id = ${questionId} for key share
        returning question_id)
      select ${notification({ type: 'answer', questionId, replicaId })} from written`)
  }

  /** With its answers; and what could not be removed while the database was away. */
  async function forget(questionId: string): Promise<void> {
    const old = sql`${replicaQuestions.askedAt} < now() - interval '10 seconds'`
    const left = and(eq(replicaQuestions.askedBy, replicaId), old)
    await db.delete(replicaQuestions).where(or(eq(replicaQuestions.id, questionId), left))
  }

  return {
    async ask(kind, environmentId, asked, withinMs) {
      const deadline = performance.now() + withinMs
      const others = await othersServing(db, replicaId, environmentId)
      if (others.length === 0) return { answers: [], silent: [] }
      const id = randomUUID()
      const waiting = deadlineOrAll(others, deadline)
      asking.set(id, waiting.answered)
      try {
        await db.execute(sql`
          with written as (
            insert into ${replicaQuestions} (id, asked_by, environment_id, kind, asked)
            values (${id}, ${replicaId}, ${environmentId}, ${kind}, ${JSON.stringify(asked)}::json)
            returning id)
          select ${notification({ type: 'question', questionId: id })} from written`)
        await waiting.over
        const rows = await db.select().from(replicaAnswers).where(eq(replicaAnswers.questionId, id))
        const said = new Set(rows.map((row) => row.replicaId))
        return {
          answers: rows.map((row) => row.answer as Answer<typeof kind>),
          silent: others.filter((other) => !said.has(other.id)),
        }
      } finally {
        asking.delete(id)
        waiting.cancel()
        await forget(id)
      }
    },
    async heard(heard) {
      if (heard.type === 'question') await answer(heard.questionId)
      if (heard.type === 'answer') asking.get(heard.questionId)?.(heard.replicaId)
    },
  }
}

/** Over when each of the others has answered, or when the time is up. */
function deadlineOrAll(others: readonly OtherReplica[], deadline: number) {
  const missing = new Set(others.map(({ id }) => id))
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, Math.max(0, deadline - performance.now()))
  return {
    over: promise,
    cancel: () => clearTimeout(timer),
    answered(replica: string) {
      missing.delete(replica)
      if (missing.size === 0) resolve()
    },
  }
}

function notification(message: Notification) {
  return sql`pg_notify(${CHANNEL}, ${JSON.stringify(message)})`
}
