import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { listed } from '../shared/number-words.ts'
import styles from './flag-settings-section.module.css'
import { useArchiveFlag } from './use-update-flag.ts'

/** Archiving cannot be undone: it says where the flag is on, and asks. */
export function ArchiveFlag({ flag }: { readonly flag: FlagView }) {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const [asking, { open, close }] = useDisclosure()
  const archive = useArchiveFlag(flag)
  const onIn = Object.entries(flag.environments)
    .filter(([, { on }]) => on)
    .map(([name]) => name)
  return (
    <section className={styles.archive} aria-label="Archive">
      <h2>Archive</h2>
      <p>
        SDKs no longer get this flag, and code that asks for it gets its own default. Its history
        stays; its key is not given out again.
      </p>
      <Popover
        opened={asking}
        onDismiss={close}
        width={320}
        position="top-start"
        trapFocus
        returnFocus
        withRoles={false}
      >
        <Popover.Target>
          <Button color="red" onClick={open}>
            Archive flag
          </Button>
        </Popover.Target>
        <Popover.Dropdown role="dialog" aria-label={`Archive ${flag.key}`} p={16}>
          <div className={styles.confirm}>
            <span>
              Archive <code>{flag.key}</code> for good?
              {onIn.length > 0 && (
                <>
                  {' '}
                  It is <strong>on in {listed(onIn)}</strong>.
                </>
              )}
            </span>
            <FailureNotice failure={archive.error} />
            <div className={styles.confirmButtons}>
              <Button onClick={close} data-autofocus>
                Cancel
              </Button>
              <Button
                variant="filled"
                color="red"
                loading={archive.isPending}
                onClick={() =>
                  archive.mutate(undefined, {
                    onSuccess: () => navigate(pagePaths.flags(project.key, environment.key)),
                  })
                }
              >
                Archive
              </Button>
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
    </section>
  )
}
