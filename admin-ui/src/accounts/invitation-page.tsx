import type { Me } from '@bunting/flag-server/accounts/account-schemas.ts'
import type { InvitationForYou } from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { Starting } from '../app/starting.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import { queryKeys } from '../shared/query-keys.ts'
import { request } from '../shared/request.ts'
import { fieldErrors } from '../shared/request-failed.ts'
import styles from './account-page.module.css'
import { AccountPage } from './account-page.tsx'
import { BackToSignIn } from './forgotten-password-page.tsx'
import { NewPasswordInput } from './new-password-input.tsx'
import { SsoButton } from './sso-button.tsx'
import { tokenInHash } from './token-in-hash.ts'
import { useSignInOptions } from './use-sign-in-options.ts'

/** Where the link of an invitation leads. */
export function InvitationPage() {
  const token = tokenInHash(useLocation().hash)
  const { data, error } = useQuery({
    queryKey: queryKeys.invitation(token ?? ''),
    queryFn: ({ signal }) =>
      request<InvitationForYou>('POST', '/invitations/lookup', { token }, signal),
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data: options, isPending } = useSignInOptions()
  if (token === null || error) {
    return (
      <AccountPage
        title="This invitation cannot be used"
        lead={error?.message ?? 'The link is not whole: open it again from where you have it.'}
      >
        <BackToSignIn />
      </AccountPage>
    )
  }
  if (!data || isPending) return <Starting />
  if (options?.password !== false) return <Accept token={token} invitation={data} />
  return (
    <AccountPage
      title="Join Bunting"
      lead={`${data.invitedBy} invites you. Sign in as ${data.email}, and your account is made.`}
    >
      <div className={styles.form}>
        {options.sso !== null && <SsoButton name={options.sso} next="/" alone />}
      </div>
    </AccountPage>
  )
}

interface AcceptProps {
  readonly token: string
  readonly invitation: InvitationForYou
}

function Accept({ token, invitation: { email, invitedBy } }: AcceptProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const accept = useMutation({
    mutationFn: (values: object) =>
      request<Me>('POST', '/invitations/acceptance', { ...values, token }),
    onSuccess: (me) => {
      client.setQueryData(queryKeys.me, me)
      navigate(me.mustEnrol ? '/account' : '/', { replace: true })
    },
  })
  const errors = fieldErrors(accept.error)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { name, password } = formValues(event.currentTarget)
    accept.mutate({ name, password })
  }
  return (
    <AccountPage title="Join Bunting" lead={`${invitedBy} invites you.`}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput label="E-mail" name="email" autoComplete="username" value={email} readOnly />
        <TextInput
          label="Name"
          name="name"
          autoComplete="name"
          maxLength={200}
          required
          autoFocus
          error={errors.name}
        />
        <NewPasswordInput error={errors.password} />
        <FailureNotice failure={accept.error} />
        <Button type="submit" variant="filled" size="md" loading={accept.isPending}>
          Create account
        </Button>
      </form>
    </AccountPage>
  )
}
