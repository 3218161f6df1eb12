import type { AccountView } from '@bunting/flag-server/accounts/account-schemas.ts'
import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { Dialog } from '../../shared/dialog.tsx'
import { EnrolSecondFactor } from './enrol-second-factor.tsx'
import styles from './own-account-page.module.css'
import { RemoveSecondFactor } from './remove-second-factor.tsx'
import { ReplaceRecoveryCodes } from './replace-recovery-codes.tsx'

type Act = 'enrol' | 'codes' | 'remove'

const TITLES: Record<Act, string> = {
  enrol: 'Set up an authenticator app',
  codes: 'New recovery codes',
  remove: 'Remove the second factor',
}

export function SecondFactorSection({ account }: { readonly account: AccountView }) {
  const [dialog, setDialog] = useState<Act | null>(null)
  const close = () => setDialog(null)
  return (
    <section aria-labelledby="second-factor">
      <h2 id="second-factor">Second factor</h2>
      <State account={account} />
      {account.secondFactor ? (
        <div className={styles.buttons}>
          <Button onClick={() => setDialog('codes')}>New recovery codes</Button>
          <Button
            color="red"
            disabled={account.secondFactorRequired}
            onClick={() => setDialog('remove')}
          >
            Remove
          </Button>
        </div>
      ) : (
        account.hasPassword && (
          <Button variant="filled" onClick={() => setDialog('enrol')}>
            Set up an authenticator app
          </Button>
        )
      )}
      <Dialog
        opened={dialog !== null}
        onClose={close}
        title={dialog ? TITLES[dialog] : ''}
        size={480}
        // The codes are shown this once: a stray click must not lose them.
        closeOnClickOutside={false}
      >
        {dialog === 'enrol' && <EnrolSecondFactor email={account.email} onClose={close} />}
        {dialog === 'codes' && <ReplaceRecoveryCodes email={account.email} onClose={close} />}
        {dialog === 'remove' && <RemoveSecondFactor onClose={close} />}
      </Dialog>
    </section>
  )
}

function State({ account }: { readonly account: AccountView }) {
  const { secondFactor, hasPassword, recoveryCodesLeft, secondFactorRequired } = account
  if (!hasPassword && !secondFactor) {
    return (
      <p className={styles.about}>
        Your company’s provider signs you in, and asks for a second factor if it wants one.
      </p>
    )
  }
  if (!secondFactor) {
    return (
      <p className={styles.about}>
        Whoever learns your password can sign in with it. With an authenticator app on your phone
        that is not enough.
      </p>
    )
  }
  const left = recoveryCodesLeft ?? 0
  return (
    <>
      <p className={styles.done}>
        <IconShieldCheck size={16} aria-hidden="true" />
        Signing in asks for a code of your authenticator app.
      </p>
      <p className={styles.about}>
        {left === 1 ? '1 recovery code is' : `${left} recovery codes are`} left.{' '}
        {secondFactorRequired && 'Everybody here needs a second factor.'}
      </p>
    </>
  )
}
