import type { TokenView } from '@bunting/flag-server/access/access-schemas.ts'
import type { UseMutationResult } from '@tanstack/react-query'
import { Ago } from '../shared/ago.tsx'
import { ConfirmPopover } from '../shared/confirm-popover.tsx'

interface RevokeTokenProps {
  readonly token: Pick<TokenView, 'id' | 'name' | 'lastUsedAt'>
  readonly revoke: Pick<UseMutationResult<void, Error, string>, 'mutate' | 'error' | 'isPending'>
}

export function RevokeToken({ token: { id, name, lastUsedAt }, revoke }: RevokeTokenProps) {
  return (
    <ConfirmPopover
      label={`Revoke ${name}`}
      question={
        <>
          Revoke <strong>{name}</strong>? Whatever uses it is refused from this moment on. It was{' '}
          {lastUsedAt ? (
            <>
              last used <Ago instant={lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
          .
        </>
      }
      verb="Revoke token"
      button={{ size: 'xs', variant: 'subtle' }}
      failure={revoke.error}
      pending={revoke.isPending}
      onConfirm={(close) => revoke.mutate(id, { onSuccess: close })}
    >
      Revoke
    </ConfirmPopover>
  )
}
