import { Loader, TextInput } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { CopyIcon } from '../../shared/copy-button.tsx'
import { DialogForm } from '../../shared/dialog-form.tsx'
import formStyles from '../../shared/form.module.css'
import { fieldErrors, namesFields } from '../../shared/request-failed.ts'
import styles from './enrol-second-factor.module.css'
import { PasswordAgain } from './password-again.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useConfirm, useEnrol } from './use-account.ts'

/** Only who sets an app up needs to draw one. */
const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }))

interface EnrolSecondFactorProps {
  readonly email: string
  readonly onClose: () => void
}

/** Password, then the QR code and a code to confirm it, then the recovery codes. */
export function EnrolSecondFactor({ email, onClose }: EnrolSecondFactorProps) {
  const enrol = useEnrol()
  const confirm = useConfirm()
  if (confirm.data) {
    return (
      <RecoveryCodes codes={confirm.data.recoveryCodes} email={email} onClose={onClose}>
        <p role="status">
          <strong>The second factor is on.</strong> Keep these codes where you will find them when
          your phone is gone: each signs you in once, in place of the app. They are not shown again.
        </p>
      </RecoveryCodes>
    )
  }
  if (!enrol.data) {
    return (
      <PasswordAgain
        verb="Go on"
        failure={enrol.error}
        pending={enrol.isPending}
        onCancel={onClose}
        onPassword={(password) => enrol.mutate(password)}
      />
    )
  }
  const { uri } = enrol.data
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  return (
    <DialogForm
      verb="Confirm"
      failure={namesFields(confirm.error) ? null : confirm.error}
      pending={confirm.isPending}
      onCancel={onClose}
      onSubmit={({ code = '' }) => confirm.mutate(code)}
    >
      <p>Scan this with your authenticator app, and type what it shows.</p>
      <div className={styles.qr}>
        <Suspense fallback={<Loader size="sm" />}>
          <QrCode text={uri} label="QR code for your authenticator app" />
        </Suspense>
      </div>
      <p className={styles.byHand}>
        No camera? Type <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
        <CopyIcon text={secret} what="setup key" />
      </p>
      <TextInput
        label="Code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        placeholder="000 000"
        maxLength={10}
        required
        autoFocus
        classNames={{ input: formStyles.mono ?? '' }}
        error={fieldErrors(confirm.error).code && 'This is not what the app shows now.'}
      />
    </DialogForm>
  )
}
