import type { Me } from '@bunting/flag-server/accounts/account-schemas.ts'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { Link, useSearchParams } from 'react-router'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import { request } from '../shared/request.ts'
import { RequestFailed } from '../shared/request-failed.ts'
import styles from './account-page.module.css'
import { AccountPage } from './account-page.tsx'
import { SsoButton } from './sso-button.tsx'
import { ssoFailure } from './sso-failure-words.ts'
import { useSignInOptions } from './use-sign-in-options.ts'

interface PasswordStepProps {
  /** Where to go afterwards. */
  readonly next: string
  readonly onSignedIn: (me: Me) => void
  /** The password was right, and is not enough. */
  readonly onSecondFactor: () => void
}

/** E-mail and password, or another way in. */
export function PasswordStep({ next, onSignedIn, onSecondFactor }: PasswordStepProps) {
  const [params] = useSearchParams()
  const { data: options } = useSignInOptions()
  const signIn = useMutation({
    mutationFn: (values: object) => request<Me>('POST', '/sign-in', values),
    onSuccess: onSignedIn,
    onError: (failure) => {
      if (asksMore(failure)) onSecondFactor()
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    signIn.mutate(formValues(event.currentTarget))
  }
  return (
    <AccountPage title="Sign in">
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          data-autofocus
        />
        <PasswordInput label="Password" name="password" autoComplete="current-password" required />
        <FailureNotice failure={signIn.error ?? ssoFailure(params.get('sso'))} />
        <Button type="submit" variant="filled" size="md" loading={signIn.isPending}>
          Sign in
        </Button>
        {options?.sso && <SsoButton name={options.sso} next={next} />}
        <Link to="/forgotten-password" className={styles.aside}>
          Forgot your password?
        </Link>
      </form>
    </AccountPage>
  )
}

function asksMore(failure: Error): boolean {
  return failure instanceof RequestFailed && failure.code === 'second_factor_required'
}
