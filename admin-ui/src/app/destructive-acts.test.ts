import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const SOURCES = join(import.meta.dirname, '..')

/** What asks or says, before it is done, what an act takes away. */
const ASKS =
  /<(ConfirmPopover|DialogForm|ConsentDialog|ConsentForm|ProposalForm|BulkDialog|Modal)\b/

/**
 * Every act that takes something away, by the file that sends it: the component that first says what goes
 * and for whom, or what takes it back.
 */
const ACTS: Readonly<Record<string, { asks: string } | { undo: string } | { harmless: string }>> = {
  'accounts/own/use-sessions.ts': { harmless: 'that device signs in again' },
  'accounts/people/use-invitations.ts': { asks: 'accounts/people/invitations-list.tsx' },
  'accounts/people/use-people.ts': { asks: 'accounts/people/person-act-dialog.tsx' },
  'accounts/sso/use-sso.ts': { asks: 'accounts/sso/sso-section.tsx' },
  'change-requests/use-request-acts.ts': { harmless: 'it is scheduled again' },
  'drafts/draft-foot.tsx': { undo: 'drafts/discarded-bar.tsx' },
  'flags/kill-requests.ts': { undo: 'flags/kill-strip.tsx' },
  'flags/use-reshuffle.ts': { asks: 'flags/reshuffle-dialog.tsx' },
  'flags/use-update-flag.ts': { asks: 'flags/archive-flag.tsx' },
  'flag-list/bulk-acts.ts': { asks: 'flag-list/bulk-dialog.tsx' },
  'history/use-proposal.ts': { asks: 'history/proposal-form.tsx' },
  'members/use-members.ts': { asks: 'members/remove-member.tsx' },
  'releases/use-release-command.ts': { asks: 'releases/abort-dialog.tsx' },
  'releases/wizard/use-plan.ts': { asks: 'releases/wizard/delete-template.tsx' },
  'roles/use-roles.ts': { asks: 'roles/delete-role-dialog.tsx' },
  'sdk-keys/use-sdk-keys.ts': { asks: 'sdk-keys/revoke-key.tsx' },
  'segments/use-change-segment.ts': { asks: 'segments/delete-segment.tsx' },
  'tokens/use-tokens.ts': { asks: 'tokens/revoke-token.tsx' },
  'usage/use-unknown-flags.ts': { harmless: 'it is listed again when code asks again' },
  'webhooks/use-webhooks.ts': { asks: 'webhooks/remove-webhook.tsx' },
}

const read = (file: string) => readFileSync(join(SOURCES, file), 'utf8')

it('knows of every request that deletes something', () => {
  const sending = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .filter((file) => /request<[^>]*>\(\s*'DELETE'|\? request<[^>]*>\('DELETE'/.test(read(file)))
  expect(sending.filter((file) => !(file in ACTS))).toEqual([])
})

it('asks before each, with words of what goes, or offers to take it back', () => {
  for (const [file, guard] of Object.entries(ACTS)) {
    expect(read(file), file).not.toBe('')
    if ('asks' in guard) expect(read(guard.asks), guard.asks).toMatch(ASKS)
    if ('undo' in guard) expect(read(guard.undo), guard.undo).toMatch(/Undo/)
  }
})
