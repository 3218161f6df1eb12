import { PasswordInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { DialogForm } from '../../shared/dialog-form.tsx'
import { fieldErrors, namesFields } from '../../shared/request-failed.ts'

interface PasswordAgainProps {
  readonly verb: string
  readonly danger?: boolean
  readonly failure: unknown
  readonly pending: boolean
  readonly onCancel: () => void
  readonly onPassword: (password: string) => void
  readonly children?: ReactNode
}

/** Before what a passer-by at an open screen must not do. */
export function PasswordAgain(props: PasswordAgainProps) {
  const { failure, onPassword, children, ...form } = props
  const error = fieldErrors(failure).password
  return (
    <DialogForm
      {...form}
      failure={namesFields(failure) ? null : failure}
      onSubmit={({ password = '' }) => onPassword(password)}
    >
      {children}
      <PasswordInput
        label="Your password"
        name="password"
        autoComplete="current-password"
        required
        data-autofocus
        error={error && `This ${error}.`}
      />
    </DialogForm>
  )
}
