import { asc, eq } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { webhookDeliveries, webhooks } from './webhook-tables.ts'

/** Something a team wants to hear of. */
export interface News {
  readonly projectId: string
  /** Noun and past participle, as in the audit: `release.rolled-back`. */
  readonly event: string
  /** One sentence, for chats. */
  readonly sentence: string
  /** All of it, for programs. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Written in the transaction of what it tells of: news is sent when that commits, or not at all. */
export async function enqueueNews(tx: Transaction, news: News): Promise<void> {
  // One that is being deleted is waited for, and then not told: its row would be missing at the commit.
  const hooks = await tx
    .select()
    .from(webhooks)
    .where(eq(webhooks.projectId, news.projectId))
    .orderBy(asc(webhooks.id))
    .for('key share')
  if (hooks.length === 0) return
  await tx.insert(webhookDeliveries).values(
    hooks.map(({ id, format }) => ({
      webhookId: id,
      event: news.event,
      body:
        format === 'slack'
          ? { text: news.sentence }
          : { event: news.event, sentence: news.sentence, ...news.body },
    })),
  )
}
