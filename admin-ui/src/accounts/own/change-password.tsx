import type { AccountView } from '@bunting/flag-server/accounts/account-schemas.ts'
import { Button, PasswordInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import formStyles from '../../shared/form.module.css'
import { formValues } from '../../shared/form-values.ts'
import { fieldErrors, namesFields } from '../../shared/request-failed.ts'
import { NewPasswordInput } from '../new-password-input.tsx'
import styles from './own-account-page.module.css'
import { useChangePassword } from './use-account.ts'

export function ChangePassword({ account }: { readonly account: AccountView }) {
  const change = useChangePassword()
  const errors = fieldErrors(change.error)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const { currentPassword = '', newPassword = '' } = formValues(form)
    change.mutate({ currentPassword, newPassword }, { onSuccess: () => form.reset() })
  }
  return (
    <section aria-labelledby="password">
      <h2 id="password">Password</h2>
      {account.hasPassword ? (
        <form className={`${styles.fields} ${formStyles.form}`} onSubmit={submit}>
          <input type="hidden" autoComplete="username" value={account.email} />
          <PasswordInput
            label="Current password"
            name="currentPassword"
            autoComplete="current-password"
            required
            error={errors.currentPassword && `This ${errors.currentPassword}.`}
          />
          <NewPasswordInput name="newPassword" label="New password" error={errors.newPassword} />
          <FailureNotice failure={namesFields(change.error) ? null : change.error} />
          <div className={formStyles.saving}>
            <Button type="submit" variant="filled" loading={change.isPending}>
              Change password
            </Button>
            <span role="status">{change.isSuccess && 'Changed. Your other sessions ended.'}</span>
          </div>
        </form>
      ) : (
        <p className={styles.about}>
          You sign in through your company’s provider and have no password here. An administrator
          can make you a link that sets one.
        </p>
      )}
    </section>
  )
}
