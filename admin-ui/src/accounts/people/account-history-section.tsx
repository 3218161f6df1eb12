import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { AuditEntries } from '../../audit/audit-entries.tsx'
import { SectionHead } from '../../settings/section-head.tsx'
import { FilterBar } from '../../shared/filter-bar.tsx'

/** What happened to accounts: sign-ins, invitations, who made whom an administrator. */
export function AccountHistorySection() {
  const [search, setSearch] = useState('')
  const words = search.trim()
  return (
    <section aria-labelledby="account-history">
      <SectionHead
        id="account-history"
        title="Account history"
        lead="Sign-ins, invitations, second factors, and who made whom an administrator."
      >
        <Button
          component="a"
          href="/api/v1/audit/export?format=csv"
          download
          leftSection={<IconDownload size={14} aria-hidden="true" />}
        >
          Export as CSV
        </Button>
      </SectionHead>
      <FilterBar
        label="Search the account history"
        placeholder="Name or e-mail"
        search={search}
        onSearch={setSearch}
        status={null}
      />
      <AuditEntries
        project={null}
        filter={words === '' ? {} : { search: words }}
        filtered={words !== ''}
      />
    </section>
  )
}
