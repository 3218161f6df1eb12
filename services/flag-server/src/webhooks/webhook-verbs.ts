import { randomBytes } from 'node:crypto'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { refuseBeyond } from '../database/refuse-beyond.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { findProject } from '../projects/find-project.ts'
import type { NewWebhook, WebhookCreated, WebhookView } from './webhook-schemas.ts'
import { webhookDeliveries, webhooks } from './webhook-tables.ts'

type WebhookRow = typeof webhooks.$inferSelect
type DeliveryRow = typeof webhookDeliveries.$inferSelect

/** Each is told of everything. */
const MOST = 50

export async function listWebhooks(db: Database, projectKey: string): Promise<WebhookView[]> {
  const project = await findProject(db, projectKey)
  const rows = await db
    .select()
    .from(webhooks)
    .where(eq(webhooks.projectId, project.id))
    .orderBy(desc(webhooks.createdAt))
  const last = await lastDeliveries(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => view(row, last.get(row.id)))
}

/** Makes a webhook and its secret, which leaves this function once. */
export function createWebhook(
  db: Database,
  actor: Actor,
  projectKey: string,
  { name, url, format = 'json' }: NewWebhook,
): Promise<WebhookCreated> {
  const secret = `bws_${randomBytes(24).toString('base64url')}`
  return inTransaction(db, async (tx) => {
    const project = await findProject(tx, projectKey)
    const ofProject = eq(webhooks.projectId, project.id)
    await refuseBeyond(tx, MOST, webhooks, ofProject, 'webhooks in this project')
    const [row] = await tx
      .insert(webhooks)
      .values({ projectId: project.id, name, url, format, secret, createdBy: actor.name })
      .returning()
    if (!row) throw new Error('an insert returned no row')
    await audit(tx, actor, project.id, 'webhook.created', row)
    return { ...view(row, undefined), secret }
  })
}

/** Removes a webhook, and what was on its way to it. */
export function deleteWebhook(
  db: Database,
  actor: Actor,
  projectKey: string,
  id: string,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await findWebhook(tx, projectKey, id)
    const gone = await tx.delete(webhooks).where(eq(webhooks.id, id)).returning()
    if (gone.length === 0) throw notFound(projectKey, id)
    await audit(tx, actor, row.projectId, 'webhook.deleted', row)
  })
}

/** Sends a piece of news that says nothing, to see whether it arrives. */
export async function testWebhook(db: Database, projectKey: string, id: string): Promise<void> {
  const { format } = await findWebhook(db, projectKey, id)
  const sentence = 'Bunting can reach this webhook.'
  const body = format === 'slack' ? { text: sentence } : { event: 'webhook.test', sentence }
  await inTransaction(db, async (tx) => {
    const there = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('key share')
    if (there.length === 0) throw notFound(projectKey, id)
    await tx.insert(webhookDeliveries).values({ webhookId: id, event: 'webhook.test', body })
  })
}

async function findWebhook(
  db: Database | Transaction,
  projectKey: string,
  id: string,
): Promise<WebhookRow> {
  const project = await findProject(db, projectKey)
  const [row] = await db
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, id), eq(webhooks.projectId, project.id)))
  if (!row) throw notFound(projectKey, id)
  return row
}

function notFound(projectKey: string, id: string): AppError {
  return new AppError('webhook_not_found', `project "${projectKey}" has no webhook ${id}`)
}

async function lastDeliveries(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DeliveryRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([webhookDeliveries.webhookId])
    .from(webhookDeliveries)
    .where(inArray(webhookDeliveries.webhookId, [...ids]))
    .orderBy(webhookDeliveries.webhookId, desc(webhookDeliveries.id))
  return new Map(rows.map((row) => [row.webhookId, row]))
}

function view(row: WebhookRow, last: DeliveryRow | undefined): WebhookView {
  return {
    id: row.id,
    name: row.name,
    url: new URL(row.url).origin,
    format: row.format,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    lastDelivery: last
      ? {
          at: (last.deliveredAt ?? last.createdAt).toISOString(),
          event: last.event,
          state: last.deliveredAt ? 'delivered' : last.nextAttemptAt ? 'waiting' : 'given up',
          attempts: last.attempts,
          outcome: last.outcome,
        }
      : null,
  }
}

async function audit(
  tx: Transaction,
  actor: Actor,
  projectId: string,
  action: 'webhook.created' | 'webhook.deleted',
  { name, url, format }: WebhookRow,
): Promise<void> {
  const what = { name, format, host: new URL(url).origin }
  const created = action === 'webhook.created'
  await recordAudit(tx, {
    actor,
    action,
    projectId,
    target: { type: 'webhook', key: name },
    before: created ? null : what,
    after: created ? what : null,
    comment: undefined,
  })
}
