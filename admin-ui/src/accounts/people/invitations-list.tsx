import type { InvitationView } from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'
import { Button } from '@mantine/core'
import { SectionHead } from '../../settings/section-head.tsx'
import { Ago } from '../../shared/ago.tsx'
import { ConfirmPopover } from '../../shared/confirm-popover.tsx'
import { Dialog } from '../../shared/dialog.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { VirtualList } from '../../shared/virtual-list.tsx'
import { membershipWords } from './invitation-words.ts'
import { LinkToHandOn } from './link-to-hand-on.tsx'
import styles from './people.module.css'
import {
  UNANSWERED,
  useInvitations,
  useRenewInvitation,
  useRevokeInvitation,
} from './use-invitations.ts'

/** Who was invited and has not answered. */
export function InvitationsList() {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInvitations(UNANSWERED)
  if (error && !data) return <FailureNotice failure={error} retry={refetch} />
  if (!data || data.length === 0) return null
  return (
    <section aria-labelledby="invitations">
      <SectionHead id="invitations" title="Invited" />
      <VirtualList
        items={data}
        keyOf={({ id }) => id}
        rowHeight={57}
        label="Invitations"
        className={styles.list}
        onEnd={hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined}
      >
        {(invitation) => <InvitationRow invitation={invitation} />}
      </VirtualList>
    </section>
  )
}

function InvitationRow({ invitation }: { readonly invitation: InvitationView }) {
  const { id, email, state, invitedBy, createdAt, expiresAt } = invitation
  const renew = useRenewInvitation()
  const revoke = useRevokeInvitation()
  return (
    <>
      <div className={styles.who}>
        <strong>{email}</strong>
        {state === 'expired' && (
          <span className={styles.mark} data-kind="off">
            Expired
          </span>
        )}
        <p>{membershipWords(invitation)}</p>
        <FailureNotice failure={renew.error} />
      </div>
      <span className={styles.when}>
        by {invitedBy} <Ago instant={createdAt} />
        {state === 'open' && (
          <>
            , ends <Ago instant={expiresAt} />
          </>
        )}
      </span>
      <div className={styles.buttons}>
        <Button
          size="xs"
          aria-label={`New link for ${email}`}
          loading={renew.isPending}
          onClick={() => renew.mutate(id)}
        >
          New link
        </Button>
        <ConfirmPopover
          label={`Take back the invitation of ${email}`}
          question="The link stops working."
          verb="Take back"
          failure={revoke.error}
          pending={revoke.isPending}
          onConfirm={(close) => revoke.mutate(id, { onSuccess: close })}
          button={{ size: 'xs', variant: 'subtle' }}
        >
          Take back
        </ConfirmPopover>
      </div>
      <Dialog
        opened={renew.data !== undefined}
        onClose={renew.reset}
        title={`New link for ${email}`}
        closeOnClickOutside={false}
        size={480}
      >
        {renew.data && (
          <LinkToHandOn link={renew.data.link} onClose={renew.reset}>
            {renew.data.mailed ? 'It went out by mail as well. ' : ''}
            The old link stopped working. This one works once, within seven days.
          </LinkToHandOn>
        )}
      </Dialog>
    </>
  )
}
