import { useSearchParams } from 'react-router'
import { FailureNotice } from '../shared/failure-notice.tsx'
import styles from './account-page.module.css'
import { AccountPage } from './account-page.tsx'
import { SsoButton } from './sso-button.tsx'
import { ssoFailure } from './sso-failure-words.ts'

interface ProviderStepProps {
  /** Name of the provider; null when the server has lost it. */
  readonly sso: string | null
  /** Where to go afterwards. */
  readonly next: string
}

/** Signing in where no passwords are taken. */
export function ProviderStep({ sso, next }: ProviderStepProps) {
  const [params] = useSearchParams()
  return (
    <AccountPage
      title="Sign in"
      lead={
        sso === null &&
        'This server takes no passwords, and its single sign-on is not set up. Whoever runs it can let passwords in again with BUNTING_ADMIN_TOKEN: docs/accounts.md says how.'
      }
    >
      <div className={styles.form}>
        <FailureNotice failure={ssoFailure(params.get('sso'))} />
        {sso !== null && <SsoButton name={sso} next={next} alone />}
      </div>
    </AccountPage>
  )
}
