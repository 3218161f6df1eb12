import { PasswordAgain } from './password-again.tsx'
import { useRemoveSecondFactor } from './use-account.ts'

export function RemoveSecondFactor({ onClose }: { readonly onClose: () => void }) {
  const remove = useRemoveSecondFactor()
  return (
    <PasswordAgain
      verb="Remove second factor"
      danger
      failure={remove.error}
      pending={remove.isPending}
      onCancel={onClose}
      onPassword={(password) => remove.mutate(password, { onSuccess: onClose })}
    >
      <p>Your password alone signs you in from then on. The recovery codes stop working.</p>
    </PasswordAgain>
  )
}
