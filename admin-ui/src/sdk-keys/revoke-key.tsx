import type { SdkKeyView } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { FailureNotice } from '../shared/failure-notice.tsx'
import styles from './sdk-key-table.module.css'
import { useRevokeSdkKey } from './use-sdk-keys.ts'

interface RevokeKeyProps {
  readonly project: string
  readonly environment: string
  readonly sdkKey: SdkKeyView
}

export function RevokeKey({ project, environment, sdkKey }: RevokeKeyProps) {
  const [asking, { open, close }] = useDisclosure()
  const revoke = useRevokeSdkKey(project, environment)
  return (
    <Popover
      opened={asking}
      onDismiss={close}
      width={320}
      position="bottom-end"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          color="red"
          aria-label={`Revoke ${sdkKey.name}`}
          onClick={open}
        >
          Revoke
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={`Revoke ${sdkKey.name}`} p={16}>
        <div className={styles.confirm}>
          <span>
            Revoke <strong>{sdkKey.name}</strong>? Applications that use it are disconnected at once
            and go on with the flags they hold.
          </span>
          <FailureNotice failure={revoke.error} />
          <div>
            <Button onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button
              variant="filled"
              color="red"
              loading={revoke.isPending}
              onClick={() => revoke.mutate(sdkKey.id, { onSuccess: close })}
            >
              Revoke key
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
