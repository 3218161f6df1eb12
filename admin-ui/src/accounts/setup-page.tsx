import type { Me } from '@bunting/flag-server/accounts/account-schemas.ts'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { Navigate, useLocation, useNavigate } from 'react-router'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { fieldErrors, RequestFailed } from '../shared/request-failed.ts'
import styles from './account-page.module.css'
import { AccountPage } from './account-page.tsx'
import { NewPasswordInput } from './new-password-input.tsx'
import { SetupNeeded } from './setup-needed.tsx'
import { tokenInHash } from './token-in-hash.ts'
import { useSetupState } from './use-setup-state.ts'

export function SetupPage() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const token = tokenInHash(useLocation().hash)
  const { data: state } = useSetupState()
  const setUp = useMutation({
    mutationFn: (values: object) => request<Me>('POST', '/setup', { ...values, token }),
    onSuccess: async (me) => {
      await navigate('/?first-run', { replace: true })
      client.setQueryData(queryKeys.me, me)
    },
  })
  if (state?.needed === false && !setUp.isSuccess) return <Navigate to="/sign-in" replace />
  if (token === null) return <SetupNeeded />

  const errors = fieldErrors(setUp.error)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setUp.mutate(formValues(event.currentTarget))
  }
  return (
    <AccountPage
      title="Make the first administrator"
      lead="This account can do everything. The link you opened works once."
    >
      <form className={styles.form} onSubmit={submit}>
        <TextInput label="Name" name="name" autoComplete="name" required error={errors.name} />
        <TextInput
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          error={errors.email}
        />
        <NewPasswordInput error={errors.password} />
        <FailureNotice failure={setUp.error && setupFailure(setUp.error)} />
        <Button type="submit" variant="filled" size="md" loading={setUp.isPending}>
          Create administrator
        </Button>
      </form>
    </AccountPage>
  )
}

function setupFailure(failure: Error): Error {
  if (failure instanceof RequestFailed && failure.code === 'setup_token_invalid') {
    return new Error('This link is no longer valid. Restart the server for a new one.')
  }
  return failure
}
