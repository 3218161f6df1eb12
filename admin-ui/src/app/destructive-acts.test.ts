import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const SOURCES = join(import.meta.dirname, '..')

/** What asks or says, before it is done, what an act takes away. */
const ASKS =
  /<(ConfirmPopover|ConfirmQuestion|DialogForm|ConsentDialog|ConsentForm|ProposalForm|BulkDialog|Modal|PasswordAgain)\b/

/** A form: what it replaces is seen in it, and nothing is sent before somebody presses Save. */
const SAVES = /<(SettingsForm|DialogForm|ChangeBar|SaveButtons|form|DraftFoot)\b/

type Guard =
  | { readonly asks: string }
  | { readonly saves: string }
  | { readonly undo: string }
  | { readonly harmless: string }
  | 'adds'

const asks = (file: string): Guard => ({ asks: file })
const saves = (file: string): Guard => ({ saves: file })
const undo = (file: string): Guard => ({ undo: file })
const harmless = (why: string): Guard => ({ harmless: why })
const adds = 'adds'

/**
 * Each request that changes something, by the function that sends it, in the order of the source: what
 * says first what goes, and for whom; or takes it back; or why nothing is lost.
 */
const ACTS: Readonly<Record<string, readonly Guard[]>> = {
  'accounts/forgotten-password-page.tsx ForgottenPasswordPage POST': [adds],
  'accounts/invitation-page.tsx InvitationPage POST': [adds],
  'accounts/invitation-page.tsx Accept POST': [adds],
  'accounts/new-password-page.tsx NewPasswordPage POST': [saves('accounts/new-password-page.tsx')],
  'accounts/own/use-account.ts useRename PATCH': [saves('accounts/own/own-name.tsx')],
  'accounts/own/use-account.ts useChangePassword POST': [saves('accounts/own/change-password.tsx')],
  'accounts/own/use-account.ts useEnrol POST': [adds],
  'accounts/own/use-account.ts useConfirm POST': [adds],
  'accounts/own/use-account.ts useReplaceCodes POST': [
    asks('accounts/own/replace-recovery-codes.tsx'),
  ],
  'accounts/own/use-account.ts useRemoveSecondFactor POST': [
    asks('accounts/own/remove-second-factor.tsx'),
  ],
  'accounts/own/use-sessions.ts useEndSession DELETE': [harmless('that device signs in again')],
  'accounts/own/use-sessions.ts useEndOtherSessions DELETE': [
    harmless('those devices sign in again'),
  ],
  'accounts/password-step.tsx PasswordStep POST': [adds],
  'accounts/people/use-invitations.ts useInvite POST': [adds],
  'accounts/people/use-invitations.ts useRenewInvitation POST': [
    harmless('the link from before is of no use, and the new one is shown'),
  ],
  'accounts/people/use-invitations.ts useRevokeInvitation DELETE': [
    asks('accounts/people/invitations-list.tsx'),
  ],
  'accounts/people/use-people.ts send PATCH': [asks('accounts/people/person-act-dialog.tsx')],
  'accounts/people/use-people.ts send DELETE': [
    asks('accounts/people/person-act-dialog.tsx'),
    asks('accounts/people/person-act-dialog.tsx'),
    asks('accounts/people/person-act-dialog.tsx'),
  ],
  'accounts/people/use-people.ts send POST': [asks('accounts/people/person-act-dialog.tsx')],
  'accounts/people/use-people.ts useChangeAccountPolicy PATCH': [
    asks('accounts/sso/only-way-in.tsx'),
  ],
  'accounts/second-step.tsx SecondStep POST': [adds],
  'accounts/setup-page.tsx SetupPage POST': [adds],
  'accounts/sso/use-sso.ts useChangeSso PUT': [saves('accounts/sso/sso-form.tsx')],
  'accounts/sso/use-sso.ts useRemoveSso DELETE': [asks('accounts/sso/sso-section.tsx')],
  'accounts/use-sign-out.ts useSignOut POST': [harmless('one signs in again')],
  'change-requests/use-consent.ts useConsent POST': [adds],
  'change-requests/use-request-acts.ts useAsk POST': [adds],
  'change-requests/use-request-acts.ts send DELETE': [harmless('it is scheduled again')],
  'change-requests/use-request-acts.ts send POST': [
    harmless('who approves, rejects or withdraws reads the change, and it can be asked for again'),
  ],
  'environments/use-environments.ts useAddEnvironment POST': [adds],
  'environments/use-environments.ts useChangeEnvironment PATCH': [
    saves('environments/environment-dialog.tsx'),
  ],
  'environments/use-environments.ts useOrderEnvironments PUT': [
    harmless('it is moved back the same way'),
  ],
  'flag-list/bulk-provider.tsx BulkProvider POST': [asks('flag-list/bulk-dialog.tsx')],
  'flag-list/use-ask-for-each.ts askFor POST': [adds],
  'flags/create-flag-dialog.tsx CreateFlagForm POST': [adds],
  'flags/kill-requests.ts sendKill POST': [undo('flags/kill-strip.tsx')],
  'flags/kill-requests.ts sendUndo PATCH': [harmless('what was killed is as it was before')],
  'flags/use-reshuffle.ts useReshuffle POST': [asks('flags/reshuffle-dialog.tsx')],
  'flags/use-save-configuration.ts useSaveConfiguration PATCH': [saves('drafts/draft-foot.tsx')],
  'flags/use-update-flag.ts useUpdateFlag PATCH': [saves('flags/flag-settings-section.tsx')],
  'flags/use-update-flag.ts useArchiveFlag POST': [asks('flags/archive-flag.tsx')],
  'history/use-proposal.ts useCarryOut POST': [asks('history/undo-dialog.tsx')],
  'members/use-members.ts useAddMember POST': [adds],
  'members/use-members.ts useSetRole DELETE': [asks('members/role-cell.tsx')],
  'members/use-members.ts useSetRole PATCH': [asks('members/role-cell.tsx')],
  'members/use-members.ts useSetRole POST': [asks('members/role-cell.tsx')],
  'members/use-members.ts useRemoveMember DELETE': [asks('members/remove-member.tsx')],
  'previews/use-preview.ts usePreview POST': [adds],
  'projects/use-projects.ts useCreateProject POST': [adds],
  'projects/use-projects.ts useRenameProject PATCH': [saves('settings/project-name.tsx')],
  'projects/welcome/first-flag-step.tsx FirstFlagStep POST': [adds],
  'releases/rollbacks-provider.tsx RollbacksProvider POST': [
    harmless('everybody gets what they had before, which is never asked about'),
  ],
  'releases/use-release-command.ts useReleaseCommand POST': [asks('releases/abort-dialog.tsx')],
  'releases/use-unlock.ts useUnlock POST': [asks('releases/unlock-dialog.tsx')],
  'releases/wizard/use-plan.ts useSaveTemplate PUT': [saves('releases/wizard/save-template.tsx')],
  'releases/wizard/use-plan.ts useDeleteTemplate DELETE': [
    asks('releases/wizard/delete-template.tsx'),
  ],
  'releases/wizard/use-plan.ts usePlanRelease POST': [adds],
  'releases/wizard/use-plan.ts useChangeRelease PATCH': [asks('releases/wizard/change-page.tsx')],
  'roles/use-roles.ts useSaveRole POST': [adds],
  'roles/use-roles.ts useSaveRole PATCH': [saves('roles/role-form.tsx')],
  'roles/use-roles.ts useDeleteRole DELETE': [asks('roles/delete-role-dialog.tsx')],
  'sdk-keys/use-sdk-keys.ts useCreateSdkKey POST': [adds],
  'sdk-keys/use-sdk-keys.ts useRotateSdkKey POST': [asks('sdk-keys/rotate-key-dialog.tsx')],
  'sdk-keys/use-sdk-keys.ts useRevokeSdkKey DELETE': [asks('sdk-keys/revoke-key.tsx')],
  'segments/use-change-segment.ts useCreateSegment POST': [adds],
  'segments/use-change-segment.ts useUpdateSegment PATCH': [
    saves('segments/segment-settings-section.tsx'),
  ],
  'segments/use-change-segment.ts useDeleteSegment DELETE': [asks('segments/delete-segment.tsx')],
  'segments/use-change-segment.ts useSaveSegment PATCH': [saves('drafts/draft-foot.tsx')],
  'tokens/use-tokens.ts useCreatePersonalToken POST': [adds],
  'tokens/use-tokens.ts useRevokePersonalToken DELETE': [asks('tokens/revoke-token.tsx')],
  'tokens/use-tokens.ts useCreateServiceToken POST': [adds],
  'tokens/use-tokens.ts useRevokeServiceToken DELETE': [asks('tokens/revoke-token.tsx')],
  'try/use-explain.ts useExplainFlag POST': [adds],
  'try/use-explain.ts useExplainFlags POST': [adds],
  'usage/use-unknown-flags.ts useForgetUnknownFlag DELETE': [
    harmless('it is listed again when code asks again'),
  ],
  'webhooks/use-webhooks.ts useCreateWebhook POST': [adds],
  'webhooks/use-webhooks.ts useTestWebhook POST': [adds],
  'webhooks/use-webhooks.ts useDeleteWebhook DELETE': [asks('webhooks/remove-webhook.tsx')],
}

const read = (file: string) => readFileSync(join(SOURCES, file), 'utf8')

const CALL = /\brequest(?:<[^()]*?>)?\(\s*'(POST|PUT|PATCH|DELETE)'/g
const FUNCTION = /^(?:export )?(?:async )?(?:function|const) (\w+)/gm

/** `members/use-members.ts useSetRole DELETE` for each request that changes something. */
function callsIn(file: string): string[] {
  const text = read(file)
  return [...text.matchAll(CALL)].map(({ index, 1: method }) => {
    const sender = [...text.slice(0, index).matchAll(FUNCTION)].at(-1)?.[1]
    return `${file} ${sender} ${method}`
  })
}

it('knows of every request that changes something', () => {
  const calls = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .flatMap(callsIn)
  const known = Object.entries(ACTS).flatMap(([call, guards]) => guards.map(() => call))
  expect(calls.toSorted()).toEqual(known.toSorted())
})

it('makes nothing but new things without a word', () => {
  const taking = Object.entries(ACTS).filter(([, guards]) => guards.includes(adds))
  expect(taking.filter(([call]) => !call.endsWith(' POST'))).toEqual([])
})

it('asks before each, with words of what goes, or offers to take it back', () => {
  for (const guard of Object.values(ACTS).flat()) {
    if (guard === adds || 'harmless' in guard) continue
    if ('asks' in guard) expect(read(guard.asks), guard.asks).toMatch(ASKS)
    else if ('saves' in guard) expect(read(guard.saves), guard.saves).toMatch(SAVES)
    else expect(read(guard.undo), guard.undo).toMatch(/Undo/)
  }
})

it('lets a draft that was discarded be taken back', () => {
  expect(read('drafts/discarded-bar.tsx')).toMatch(/Undo/)
})
