import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { Link } from 'react-router'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import { request } from '../shared/request.ts'
import styles from './account-page.module.css'
import { AccountPage } from './account-page.tsx'
import { useSignInOptions } from './use-sign-in-options.ts'

export function ForgottenPasswordPage() {
  const { data: options, error } = useSignInOptions()
  const ask = useMutation({
    mutationFn: (values: object) => request<void>('POST', '/password-resets', values),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    ask.mutate(formValues(event.currentTarget))
  }
  if (ask.isSuccess) {
    return (
      <AccountPage
        title="Look into your mail"
        lead="If there is an account with this address, a link is on its way. It works once, within an hour."
      >
        <BackToSignIn />
      </AccountPage>
    )
  }
  if (options?.password === false) {
    return (
      <AccountPage title="No passwords here" lead="Sign in through your company’s provider.">
        <BackToSignIn />
      </AccountPage>
    )
  }
  if (options?.passwordByMail === false) {
    return (
      <AccountPage
        title="Ask an administrator"
        lead="This server sends no mail. An administrator can make you a link that sets a new password: in the settings, under People."
      >
        <BackToSignIn />
      </AccountPage>
    )
  }
  return (
    <AccountPage title="Forgotten password" lead="You get a link that sets a new one.">
      <form className={styles.form} onSubmit={submit}>
        <TextInput label="E-mail" name="email" type="email" autoComplete="username" required />
        <FailureNotice failure={ask.error ?? error} />
        <Button type="submit" variant="filled" size="md" loading={ask.isPending}>
          Send the link
        </Button>
        <BackToSignIn />
      </form>
    </AccountPage>
  )
}

export function BackToSignIn() {
  return (
    <Link to="/sign-in" className={styles.aside}>
      Back to sign-in
    </Link>
  )
}
