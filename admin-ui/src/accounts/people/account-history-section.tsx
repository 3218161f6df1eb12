import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { AuditEntries } from '../../audit/audit-entries.tsx'
import { FilterBar } from '../../shared/filter-bar.tsx'
import styles from './people.module.css'

/** What happened to accounts: sign-ins, invitations, who made whom an administrator. */
export function AccountHistorySection() {
  const [search, setSearch] = useState('')
  const words = search.trim()
  return (
    <section className={styles.section} aria-labelledby="account-history">
      <div className={styles.head}>
        <h2 id="account-history">Account history</h2>
        <Button
          size="xs"
          component="a"
          href="/api/v1/audit/export?format=csv"
          download
          leftSection={<IconDownload size={14} aria-hidden="true" />}
        >
          Export as CSV
        </Button>
      </div>
      <FilterBar
        label="Search the account history"
        placeholder="Name or e-mail"
        search={search}
        onSearch={setSearch}
        status={null}
      />
      <div className={styles.history}>
        <AuditEntries
          project={null}
          filter={words === '' ? {} : { search: words }}
          filtered={words !== ''}
        />
      </div>
    </section>
  )
}
