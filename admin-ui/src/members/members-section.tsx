import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { useMay } from '../projects/use-may.ts'
import styles from '../settings/section.module.css'
import { SectionHead } from '../settings/section-head.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { FilterBar } from '../shared/filter-bar.tsx'
import { counted } from '../shared/number-words.ts'
import { Permitted } from '../shared/permitted.tsx'
import { useOnce } from '../shared/use-once.ts'
import { useSearchStatus } from '../shared/use-search-status.ts'
import { AddMemberDialog } from './add-member-dialog.tsx'
import { InvitationList } from './invitation-list.tsx'
import { MemberTable } from './member-table.tsx'
import { useMembers } from './use-members.ts'

/** Who has which role where. */
export function MembersSection() {
  const { project } = usePlace()
  const [typed, setTyped] = useState('')
  const {
    data: members,
    isLoading,
    isPlaceholderData,
    error,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  } = useMembers(project.key, typed.trim())
  const mayManage = useMay('member.manage')
  const found = members?.length ?? 0
  const words = hasNextPage ? `${found}+ members` : counted(found, 'member')
  const status = useSearchStatus(members ? words : '', isPlaceholderData)
  // What stands below the table does not come before it, and is then pushed down.
  const arrived = useOnce(!isLoading)
  const [adding, { open, close }] = useDisclosure()
  return (
    <section aria-labelledby="members">
      <SectionHead
        id="members"
        title="Members"
        lead="A role for the whole project counts everywhere, but gives less in production; one for an environment counts there alone. Who has several may do what any of them allows."
      >
        <Permitted needs="member.manage">
          <Button leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={open}>
            Add member
          </Button>
        </Permitted>
      </SectionHead>
      <FilterBar
        label="Search members"
        placeholder="Name or e-mail"
        search={typed}
        onSearch={setTyped}
        status={status}
      />
      <FailureNotice failure={error} retry={refetch} />
      {members && members.length === 0 && !isPlaceholderData && (
        <p className={styles.lead}>No member is called that.</p>
      )}
      {members && members.length > 0 && (
        <MemberTable
          members={members}
          onEnd={hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined}
        />
      )}
      {mayManage && arrived && <InvitationList />}
      <AddMemberDialog opened={adding} onClose={close} />
    </section>
  )
}
