import type { Me } from '@bunting/flag-server/accounts/account-schemas.ts'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect } from 'react'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import styles from './account-page.module.css'
import { AccountPage } from './account-page.tsx'
import { forgetEverything } from './forget-everything.ts'
import { safeNext } from './safe-next.ts'
import { SetupNeeded } from './setup-needed.tsx'
import { useMe } from './use-me.ts'
import { useSetupState } from './use-setup-state.ts'

export function SignInPage() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const next = safeNext(params.get('next'))
  const { data: me } = useMe()
  const { data: setup } = useSetupState()
  useEffect(() => {
    if (me === null) forgetEverything(client)
  }, [client, me])
  const signIn = useMutation({
    mutationFn: (values: object) => request<Me>('POST', '/sign-in', values),
    onSuccess: (signedIn) => {
      client.setQueryData(queryKeys.me, signedIn)
      navigate(next, { replace: true })
    },
  })
  if (me) return <Navigate to={next} replace />
  if (setup?.needed) return <SetupNeeded />

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
        <FailureNotice failure={signIn.error} />
        <Button type="submit" variant="filled" size="md" loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </AccountPage>
  )
}
