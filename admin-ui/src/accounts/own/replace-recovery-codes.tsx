import { PasswordAgain } from './password-again.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useReplaceCodes } from './use-account.ts'

interface ReplaceRecoveryCodesProps {
  readonly email: string
  readonly onClose: () => void
}

export function ReplaceRecoveryCodes({ email, onClose }: ReplaceRecoveryCodesProps) {
  const replace = useReplaceCodes()
  if (replace.data) {
    return (
      <RecoveryCodes codes={replace.data.recoveryCodes} email={email} onClose={onClose}>
        <p role="status">Each signs you in once. They are not shown again.</p>
      </RecoveryCodes>
    )
  }
  return (
    <PasswordAgain
      verb="Make new codes"
      failure={replace.error}
      pending={replace.isPending}
      onCancel={onClose}
      onPassword={(password) => replace.mutate(password)}
    >
      <p>The codes you have now stop working.</p>
    </PasswordAgain>
  )
}
