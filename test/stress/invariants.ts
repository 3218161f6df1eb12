import { verifyChains } from '@bunting/flag-server/audit/chain/verify-chains.ts'
import type pg from 'pg'

/** What no order of events may leave behind: a sentence, and what finds rows of which it is not true. */
const NEVER: Readonly<Record<string, string>> = {
  'an environment whose revisions have a gap': `
    select e.key, e.revision, made.revisions from environments e
    cross join lateral (
      select count(distinct revision)::int as revisions, coalesce(max(revision), 0) as newest
      from changes c where c.environment_id = e.id) as made
    where made.revisions <> e.revision or made.newest <> e.revision`,
  'a flag without a configuration in some environment': `
    select f.key as flag, e.key as environment from flags f
    join environments e on e.project_id = f.project_id
    left join flag_configurations c on c.flag_id = f.id and c.environment_id = e.id
    where c.flag_id is null`,
  'a segment without a configuration in some environment': `
    select s.key as segment, e.key as environment from segments s
    join environments e on e.project_id = s.project_id
    left join segment_configurations c on c.segment_id = s.id and c.environment_id = e.id
    where c.segment_id is null`,
  'a flag in force whose prerequisite or segment is gone': `
    select f.key from flags f join flag_configurations c on c.flag_id = f.id
    where f.archived_at is null and (
      exists (select from jsonb_path_query(c.document, '$.prerequisites[*].flag') as needed
        where not exists (select from flags other where other.project_id = f.project_id
          and other.archived_at is null and other.key = needed #>> '{}'))
      or exists (
        select from jsonb_path_query(c.document,
          '$.rules[*].conditions[*] ? (@.operator == "inSegment").values[*]') as needed
        where not exists (select from segments s where s.project_id = f.project_id
          and s.key = needed #>> '{}')))`,
  'nobody who may administer it': `
    select 'nobody' where not exists (
      select from "user" where administrator and disabled_at is null)`,
  'change requests whose numbers have a gap': `
    select project_id from change_requests group by project_id
    having max(number) <> count(*) or min(number) <> 1`,
  'a change request that was applied twice, or says so and was not': `
    select r.number, r.state from change_requests r
    join lateral (select count(*) as times from change_request_events e
      where e.request_id = r.id and e.type = 'applied') as applied on true
    where applied.times <> case r.state when 'applied' then 1 else 0 end`,
  'two releases under way in one place': `
    select environment_id, flag_id from releases where state in ('running', 'holding', 'paused')
    group by 1, 2 having count(*) > 1`,
  'a release in force that does not run, or runs and is not in force': `
    select f.key, r.state, c.document -> 'release' as in_force from flag_configurations c
    join flags f on f.id = c.flag_id
    left join releases r on r.flag_id = c.flag_id and r.environment_id = c.environment_id
      and r.state in ('running', 'holding', 'paused')
    where (c.document #>> '{release,id}') is distinct from
      case when r.state in ('running', 'holding') then r.id::text
        when r.state = 'paused' then c.document #>> '{release,id}' end`,
  'two good invitations of one address': `
    select email from invitations
    where accepted_at is null and revoked_at is null and expires_at > now()
    group by email having count(*) > 1`,
  'a role that somebody holds and nobody has made': `
    select role from memberships where role not in ('viewer', 'editor', 'releaser', 'administrator')
      and role not in (select key from roles)`,
}

/** All that is wrong with what a database holds, in words; nothing when all is well. */
export async function brokenInvariants(database: pg.Client): Promise<string[]> {
  const broken: string[] = []
  for (const [what, statement] of Object.entries(NEVER)) {
    const { rows } = await database.query(statement)
    if (rows.length > 0) broken.push(`${what}: ${JSON.stringify(rows.slice(0, 5))}`)
  }
  const { faults } = await verifyChains(database)
  for (const { message } of faults) broken.push(`the history: ${message}`)
  return broken
}
