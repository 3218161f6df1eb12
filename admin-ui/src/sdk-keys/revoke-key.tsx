import { Button } from '@mantine/core'
import { useWhyNot } from '../projects/use-may.ts'
import { ConfirmPopover } from '../shared/confirm-popover.tsx'
import { Refused } from '../shared/permitted.tsx'
import { type ListedKey, useWords } from './sdk-key-words.ts'
import { useRevokeSdkKey } from './use-sdk-keys.ts'

interface RevokeKeyProps {
  readonly project: string
  readonly environment: string
  readonly sdkKey: ListedKey
}

export function RevokeKey({ project, environment, sdkKey }: RevokeKeyProps) {
  const revoke = useRevokeSdkKey(project, environment)
  const reason = useWhyNot('sdk-key.manage')
  if (reason !== undefined) {
    return (
      <Refused reason={reason}>
        <Button size="xs" variant="subtle" color="red" aria-label={`Revoke ${sdkKey.name}`}>
          Revoke
        </Button>
      </Refused>
    )
  }
  return (
    <ConfirmPopover
      label={`Revoke ${sdkKey.name}`}
      question={
        <>
          Revoke <strong>{sdkKey.name}</strong>? Now {useWords(sdkKey.connections)}. Applications
          are disconnected at once and go on with the flags they hold.
        </>
      }
      verb="Revoke key"
      button={{ size: 'xs', variant: 'subtle' }}
      failure={revoke.error}
      pending={revoke.isPending}
      onConfirm={(close) => revoke.mutate(sdkKey.id, { onSuccess: close })}
    >
      Revoke
    </ConfirmPopover>
  )
}
