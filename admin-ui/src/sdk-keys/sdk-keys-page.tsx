import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Page } from '../shared/page.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { ShowRevoked, useShowsRevoked } from '../shared/show-revoked.tsx'
import { CreateSdkKeyDialog } from './create-sdk-key-dialog.tsx'
import styles from './sdk-key-table.module.css'
import { SdkKeyTable } from './sdk-key-table.tsx'
import { useSdkKeys } from './use-sdk-keys.ts'

export function SdkKeysPage() {
  const { project, environment } = usePlace()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useSdkKeys(
    project.key,
    environment.key,
    useShowsRevoked(),
  )
  const [creating, { open, close }] = useDisclosure()
  return (
    <Page
      title="SDK keys"
      lead={`What applications connect with to ${environment.name}. Each environment has its own.`}
      actions={
        <Permitted needs="sdk-key.manage">
          <Button
            variant="filled"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={open}
          >
            Create SDK key
          </Button>
        </Permitted>
      }
    >
      {error && !data && <FailureNotice failure={error} retry={refetch} />}
      <ShowRevoked what="key" ended={data?.ended} />
      {data && data.sdkKeys.length === 0 && (
        <Empty
          title={
            data.ended === 0
              ? `No keys for ${environment.name} yet`
              : `No key of ${environment.name} is in use`
          }
        >
          Make one for each application, so that each can be revoked by itself.
        </Empty>
      )}
      {data && data.silent.length > 0 && (
        <p className={styles.silent} role="status">
          Not counted: connections of {data.silent.join(', ')}, which did not answer.
        </p>
      )}
      {data && data.sdkKeys.length > 0 && (
        <SdkKeyTable
          project={project.key}
          environment={environment.key}
          sdkKeys={data.sdkKeys}
          onEnd={hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined}
        />
      )}
      <CreateSdkKeyDialog opened={creating} onClose={close} />
    </Page>
  )
}
