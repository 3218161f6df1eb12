import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { SectionHead } from '../../settings/section-head.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { FilterBar } from '../../shared/filter-bar.tsx'
import { useOnce } from '../../shared/use-once.ts'
import { useSearchStatus } from '../../shared/use-search-status.ts'
import { VirtualList } from '../../shared/virtual-list.tsx'
import { AccountPolicySwitch } from './account-policy-switch.tsx'
import { InvitationsList } from './invitations-list.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import styles from './people.module.css'
import { PersonRow } from './person-row.tsx'
import { UNANSWERED, useInvitations } from './use-invitations.ts'
import { useAccountPolicy, usePeople } from './use-people.ts'

/** Everybody who has an account in this installation, and who is invited. */
export function PeopleSection() {
  const [typed, setTyped] = useState('')
  const people = usePeople(typed.trim())
  const words = people.data ? counted(people.data.length, people.hasNextPage) : ''
  const status = useSearchStatus(words, people.isPlaceholderData)
  const mayGoOn = people.hasNextPage && !people.isFetchingNextPage && !people.error
  // All at once: what is in view does not move when what stands above it comes later.
  const parts = [people, useInvitations(UNANSWERED), useAccountPolicy()]
  const arrived = useOnce(parts.every(({ isLoading }) => !isLoading))
  const [inviting, { open, close }] = useDisclosure()
  return (
    <>
      <section aria-labelledby="people">
        <SectionHead
          id="people"
          title="People"
          lead="Who has an account on this server. What somebody may do in a project is set under Members; administrators may do everything, everywhere."
        >
          <Button leftSection={<IconUserPlus size={14} aria-hidden="true" />} onClick={open}>
            Invite
          </Button>
        </SectionHead>
        <FilterBar
          label="Search people"
          placeholder="Name or e-mail"
          search={typed}
          onSearch={setTyped}
          status={status}
        />
        <FailureNotice failure={people.error} retry={people.refetch} />
        {people.data && people.data.length === 0 && !people.isPlaceholderData && (
          <p className={styles.none}>Nobody is called that.</p>
        )}
        {people.data && people.data.length > 0 && (
          <VirtualList
            items={people.data}
            keyOf={({ id }) => id}
            rowHeight={57}
            label="People"
            className={styles.list}
            onEnd={mayGoOn ? people.fetchNextPage : undefined}
          >
            {(person) => <PersonRow person={person} />}
          </VirtualList>
        )}
      </section>
      {arrived && (
        <>
          <InvitationsList />
          <AccountPolicySwitch />
        </>
      )}
      <InviteDialog opened={inviting} onClose={close} />
    </>
  )
}

function counted(count: number, more: boolean): string {
  if (more) return `${count} and more`
  return count === 1 ? '1 person' : `${count} people`
}
