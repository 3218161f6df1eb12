import { Button } from '@mantine/core'
import { Link } from 'react-router'
import styles from './account-page.module.css'
import { AccountPage } from './account-page.tsx'
import { useSignOut } from './use-sign-out.ts'

/** Somebody has an account, and is a member of nothing yet. */
export function NoProject() {
  const signOut = useSignOut()
  return (
    <AccountPage
      title="You are in no project yet"
      lead="Ask an administrator to add you as a member of one, then reload this page."
    >
      <div className={styles.form}>
        <Button onClick={() => signOut.mutate()}>Sign out</Button>
        <Link to="/account" className={styles.aside}>
          Your account
        </Link>
      </div>
    </AccountPage>
  )
}
