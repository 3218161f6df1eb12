import { index, json, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../database/columns.ts'
import { environments, replicas } from '../database/schema.ts'
import type { Asked, QuestionKind } from './questions.ts'

/**
 * What one replica asks the others; lives for the half second until it is answered. Unlogged (see the
 * migration): a crash of Postgres may empty it, and nothing of it reaches a disk twice. A replica that
 * dies while it asks takes its questions with it when it is counted out.
 */
export const replicaQuestions = pgTable(
  'replica_questions',
  {
    id: uuid('id').primaryKey(),
    askedBy: text('asked_by')
      .notNull()
      .references(() => replicas.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environments.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<QuestionKind>().notNull(),
    asked: json('asked').$type<Asked<QuestionKind>>().notNull(),
    askedAt: instant('asked_at').notNull().defaultNow(),
  },
  (table) => [index('replica_questions_asked_by').on(table.askedBy)],
)

/** Counts and lists of connections, as text that nobody here looks into; they go with their question. */
export const replicaAnswers = pgTable(
  'replica_answers',
  {
    questionId: uuid('question_id')
      .notNull()
      .references(() => replicaQuestions.id, { onDelete: 'cascade' }),
    replicaId: text('replica_id').notNull(),
    answer: json('answer').notNull(),
  },
  (table) => [primaryKey({ columns: [table.questionId, table.replicaId] })],
)
