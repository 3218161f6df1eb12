import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { Link, useLocation } from 'react-router'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { fieldErrors } from '../shared/request-failed.ts'
import styles from './account-page.module.css'
import { AccountPage } from './account-page.tsx'
import { BackToSignIn } from './forgotten-password-page.tsx'
import { NewPasswordInput } from './new-password-input.tsx'
import { tokenInHash } from './token-in-hash.ts'

/** Where the link for a new password leads. */
export function NewPasswordPage() {
  const client = useQueryClient()
  const token = tokenInHash(useLocation().hash)
  const set = useMutation({
    mutationFn: (values: object) =>
      request<void>('POST', '/password-resets/redemption', { ...values, token }),
    // Every session ended, also the one of this browser.
    onSuccess: () => client.setQueryData(queryKeys.me, null),
  })
  if (token === null) {
    return (
      <AccountPage
        title="This link is not whole"
        lead="Open it again from the mail, or have a new one made."
      >
        <BackToSignIn />
      </AccountPage>
    )
  }
  if (set.isSuccess) {
    return (
      <AccountPage
        title="Your password is set"
        lead="You were signed out everywhere. Sign in with the new one."
      >
        <div className={styles.form}>
          <Button component={Link} to="/sign-in" variant="filled" size="md">
            Sign in
          </Button>
        </div>
      </AccountPage>
    )
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    set.mutate(formValues(event.currentTarget))
  }
  return (
    <AccountPage title="New password">
      <form className={styles.form} onSubmit={submit}>
        <NewPasswordInput error={fieldErrors(set.error).password} />
        <FailureNotice failure={set.error} />
        <Button type="submit" variant="filled" size="md" loading={set.isPending}>
          Set password
        </Button>
      </form>
    </AccountPage>
  )
}
