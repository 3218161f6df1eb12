import { PasswordInput } from '@mantine/core'

const PASSWORD_MIN = 12

interface NewPasswordInputProps {
  readonly name?: string
  readonly label?: string
  readonly error?: string | undefined
}

/** A password that somebody chooses. */
export function NewPasswordInput({
  name = 'password',
  label = 'Password',
  error,
}: NewPasswordInputProps) {
  return (
    <PasswordInput
      label={label}
      description={`At least ${PASSWORD_MIN} characters.`}
      name={name}
      autoComplete="new-password"
      minLength={PASSWORD_MIN}
      maxLength={128}
      required
      error={error}
    />
  )
}
