import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { liveFirst, liveFirstCursor } from '../database/live-first.ts'
import { hasEnded, notEnded } from '../database/not-ended.ts'
import { refuseBeyond } from '../database/refuse-beyond.ts'
import { apiTokens, environments, memberships } from '../database/schema.ts'
import { personAnswering } from '../http/actor.ts'
import type { EndedQuery } from '../http/ended-query.ts'
import { findProject, type Project } from '../projects/find-project.ts'
import { notify } from '../revisions/notify.ts'
import type { Access } from './access.ts'
import type {
  NewServiceToken,
  ServiceTokenCreated,
  ServiceTokenList,
  ServiceTokenView,
} from './access-schemas.ts'
import { addMemberships } from './add-memberships.ts'
import { refuseGrant } from './refuse-grant.ts'
import { revokeToken } from './revoke-token.ts'
import { hashToken, makeToken, prefixOf } from './token-text.ts'
import { type TokenRow, tokenView } from './token-views.ts'

const MOST = 200

export async function listServiceTokens(
  db: Database,
  projectKey: string,
  query: EndedQuery,
): Promise<ServiceTokenList> {
  const all = ofProject(await findProject(db, projectKey))
  const { place, where, order } = liveFirst(apiTokens, query)
  const rows = await db
    .select({ token: apiTokens, place })
    .from(apiTokens)
    .where(and(all, where))
    .orderBy(...order)
    .limit(query.limit + 1)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const tokens = page.map(({ token }) => token)
  return {
    tokens: await withMemberships(db, tokens),
    nextCursor: last && rows.length > query.limit ? liveFirstCursor(last.place, last.token) : null,
    ended: await db.$count(apiTokens, and(all, hasEnded(apiTokens))),
  }
}

async function withMemberships(
  db: Database | Transaction,
  rows: readonly TokenRow[],
): Promise<ServiceTokenView[]> {
  const held = await db
    .select({
      id: memberships.id,
      tokenId: memberships.tokenId,
      environment: environments.key,
      role: memberships.role,
    })
    .from(memberships)
    .leftJoin(environments, eq(environments.id, memberships.environmentId))
    .where(
      inArray(
        memberships.tokenId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(environments.position), asc(environments.key))
  return rows.map((row) => ({
    ...tokenView(row),
    memberships: held
      .filter(({ tokenId }) => tokenId === row.id)
      .map(({ id, environment, role }) => ({ id, environment, role })),
  }))
}

/** Makes a token with roles of its own. It leaves this function once and is stored hashed. */
export function createServiceToken(
  db: Database,
  access: Access,
  projectKey: string,
  { name, expiresAt, memberships: roles }: z.output<typeof NewServiceToken>,
): Promise<ServiceTokenCreated> {
  const token = makeToken('service')
  return inTransaction(db, async (tx) => {
    const wanted = roles.map((one) => ({ ...one, project: projectKey }))
    await refuseGrant(tx, access, wanted)
    const project = await findProject(tx, projectKey)
    const inUse = and(ofProject(project), notEnded(apiTokens))
    await refuseBeyond(tx, MOST, apiTokens, inUse, 'service tokens in this project')
    const [row] = await tx
      .insert(apiTokens)
      .values({
        name,
        prefix: prefixOf(token) ?? token,
        hash: hashToken(token),
        projectId: project.id,
        createdBy: access.actor.name,
        makerId: personAnswering(access.actor),
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      })
      .returning()
    if (!row) throw new Error('an insert returned no row')
    await recordAudit(tx, {
      actor: access.actor,
      action: 'token.created',
      projectId: project.id,
      target: { type: 'token', key: row.prefix },
      before: null,
      after: { kind: 'service', name, expiresAt, memberships: wanted },
      comment: undefined,
    })
    await addMemberships(tx, access.actor, { tokenId: row.id, name }, wanted)
    await notify(tx, { type: 'changed', projectId: project.id, what: 'tokens' })
    const [made] = await withMemberships(tx, [row])
    if (!made) throw new Error('a token that was just made is not there')
    return { ...made, token }
  })
}

export async function revokeServiceToken(
  db: Database,
  access: Access,
  projectKey: string,
  id: string,
): Promise<void> {
  const project = await findProject(db, projectKey)
  await revokeToken(db, access.actor, and(eq(apiTokens.id, id), ofProject(project)))
}

function ofProject({ id }: Project) {
  return and(eq(apiTokens.projectId, id), isNull(apiTokens.userId))
}
