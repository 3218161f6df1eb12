import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { liveFirst, liveFirstCursor } from '../database/live-first.ts'
import { hasEnded, notEnded } from '../database/not-ended.ts'
import { refuseBeyond } from '../database/refuse-beyond.ts'
import { apiTokens, projects } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import type { EndedQuery } from '../http/ended-query.ts'
import { findProject } from '../projects/find-project.ts'
import type { Access } from './access.ts'
import type {
  NewPersonalToken,
  PersonalTokenCreated,
  PersonalTokenList,
  PersonalTokenView,
} from './access-schemas.ts'
import { refuseUnless } from './refuse-unless.ts'
import { revokeToken } from './revoke-token.ts'
import { hashToken, makeToken, prefixOf } from './token-text.ts'
import { type TokenRow, tokenView } from './token-views.ts'

const MOST = 100

export async function listPersonalTokens(
  db: Database,
  actor: Actor,
  query: EndedQuery,
): Promise<PersonalTokenList> {
  const mine = eq(apiTokens.userId, actor.id)
  const { place, where, order } = liveFirst(apiTokens, query)
  const rows = await db
    .select({ token: apiTokens, project: projects.key, place })
    .from(apiTokens)
    .leftJoin(projects, eq(projects.id, apiTokens.projectId))
    .where(and(mine, where))
    .orderBy(...order)
    .limit(query.limit + 1)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    tokens: page.map(({ token, project }) => personalTokenView(token, project)),
    nextCursor: last && rows.length > query.limit ? liveFirstCursor(last.place, last.token) : null,
    ended: await db.$count(apiTokens, and(mine, hasEnded(apiTokens))),
  }
}

/** Makes a token that acts as its person. It leaves this function once and is stored hashed. */
export function createPersonalToken(
  db: Database,
  access: Access,
  { name, expiresAt, project, permissions }: z.output<typeof NewPersonalToken>,
): Promise<PersonalTokenCreated> {
  const token = makeToken('personal')
  return inTransaction(db, async (tx) => {
    if (project !== null) await refuseUnless(tx, access, 'project.view', { project })
    const home = project === null ? null : await findProject(tx, project)
    const inUse = and(eq(apiTokens.userId, access.actor.id), notEnded(apiTokens))
    await refuseBeyond(tx, MOST, apiTokens, inUse, 'tokens of yours')
    const [row] = await tx
      .insert(apiTokens)
      .values({
        name,
        prefix: prefixOf(token) ?? token,
        hash: hashToken(token),
        userId: access.actor.id,
        projectId: home?.id ?? null,
        permissions,
        createdBy: access.actor.name,
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      })
      .returning()
    if (!row) throw new Error('an insert returned no row')
    await recordAudit(tx, {
      actor: access.actor,
      action: 'token.created',
      projectId: null,
      target: { type: 'token', key: row.prefix },
      before: null,
      after: { kind: 'personal', name, expiresAt, project, permissions },
      comment: undefined,
    })
    return { ...personalTokenView(row, project), token }
  })
}

export function revokePersonalToken(db: Database, actor: Actor, id: string): Promise<void> {
  return revokeToken(db, actor, and(eq(apiTokens.id, id), eq(apiTokens.userId, actor.id)))
}

function personalTokenView(row: TokenRow, project: string | null): PersonalTokenView {
  return { ...tokenView(row), project, permissions: row.permissions }
}
