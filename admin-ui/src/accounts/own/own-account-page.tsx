import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link, Navigate } from 'react-router'
import { Starting } from '../../app/starting.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { Page } from '../../shared/page.tsx'
import { PersonalTokensSection } from '../../tokens/personal-tokens-section.tsx'
import { useMe } from '../use-me.ts'
import { useSignOut } from '../use-sign-out.ts'
import { ChangePassword } from './change-password.tsx'
import styles from './own-account-page.module.css'
import { OwnName } from './own-name.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { useAccount } from './use-account.ts'

/** Everything about oneself; beside all projects. */
export function OwnAccountPage() {
  const { data: me } = useMe()
  const { data: account, error, refetch } = useAccount(Boolean(me))
  const signOut = useSignOut()
  if (me === null) return <Navigate to="/sign-in?next=%2Faccount" replace />
  if (error && !account) return <FailureNotice failure={error} retry={refetch} />
  if (!me || !account) return <Starting />
  return (
    <main className={styles.frame}>
      <Page
        title="Your account"
        lead={account.email}
        actions={<Button onClick={() => signOut.mutate()}>Sign out</Button>}
      >
        {me.mustEnrol ? (
          <p className={styles.must} role="status">
            Everybody here needs a second factor. Set yours up to go on.
          </p>
        ) : (
          <Link to="/" className={styles.back}>
            <IconArrowLeft size={14} aria-hidden="true" />
            Back to the flags
          </Link>
        )}
        <div className={styles.sections}>
          {!me.mustEnrol && <OwnName account={account} />}
          {!account.ssoRequired && <SecondFactorSection account={account} />}
          {!me.mustEnrol && !account.ssoRequired && <ChangePassword account={account} />}
          {!me.mustEnrol && <SessionsSection />}
          {!me.mustEnrol && <PersonalTokensSection />}
        </div>
      </Page>
    </main>
  )
}
