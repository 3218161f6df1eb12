import type { Me } from '@bunting/flag-server/accounts/account-schemas.ts'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import { request } from '../shared/request.ts'
import { RequestFailed } from '../shared/request-failed.ts'
import styles from './account-page.module.css'
import { AccountPage } from './account-page.tsx'

interface SecondStepProps {
  readonly onSignedIn: (me: Me) => void
  readonly onStartAgain: () => void
}

/** After the password: a code of the authenticator app, or a recovery code. */
export function SecondStep({ onSignedIn, onStartAgain }: SecondStepProps) {
  const [recovery, setRecovery] = useState(false)
  const confirm = useMutation({
    mutationFn: (values: object) => request<Me>('POST', '/sign-in/second-factor', values),
    onSuccess: onSignedIn,
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    confirm.mutate(formValues(event.currentTarget))
  }
  // Too late, or too many wrong ones: no code helps any more.
  const over = confirm.error instanceof RequestFailed && confirm.error.code === 'unauthorized'
  return (
    <AccountPage
      title="Second factor"
      lead={
        recovery
          ? 'One of the codes you kept when you set up your authenticator app. Each works once.'
          : 'The six digits that your authenticator app shows for Bunting.'
      }
    >
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          key={recovery ? 'recovery' : 'app'}
          label={recovery ? 'Recovery code' : 'Code'}
          name="code"
          classNames={{ input: styles.code ?? '' }}
          {...(recovery
            ? { autoComplete: 'off', placeholder: 'xxxxx-xxxxx' }
            : { autoComplete: 'one-time-code', inputMode: 'numeric', placeholder: '000 000' })}
          maxLength={20}
          required
          autoFocus
        />
        <FailureNotice failure={confirm.error} />
        {over ? (
          <Button variant="filled" size="md" onClick={onStartAgain}>
            Start again
          </Button>
        ) : (
          <Button type="submit" variant="filled" size="md" loading={confirm.isPending}>
            Sign in
          </Button>
        )}
        <button type="button" className={styles.aside} onClick={() => setRecovery(!recovery)}>
          {recovery ? 'Use the authenticator app' : 'Use a recovery code'}
        </button>
      </form>
    </AccountPage>
  )
}
