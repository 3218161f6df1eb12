import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { ConsentDialog } from '../change-requests/consent-dialog.tsx'
import { useAsksMoreAnywhere } from '../change-requests/use-asks-more.ts'
import { settingsKey } from '../drafts/draft-key.ts'
import { useDrafts } from '../drafts/drafts-provider.tsx'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { useWhyNot } from '../projects/use-may.ts'
import { ConfirmPopover } from '../shared/confirm-popover.tsx'
import { listed } from '../shared/number-words.ts'
import { RequestFailed } from '../shared/request-failed.ts'
import styles from './flag-settings-section.module.css'
import { useArchiveFlag } from './use-update-flag.ts'

/** Says where the flag is on, and asks; a second time where code still asks for it. */
export function ArchiveFlag({ flag }: { readonly flag: FlagView }) {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const nameOf = useEnvironmentName()
  const archive = useArchiveFlag(flag)
  const drafts = useDrafts()
  const refused = useWhyNot('flag.delete')
  const isAsked =
    archive.error instanceof RequestFailed && archive.error.code === 'flag_still_evaluated'
  const onIn = Object.entries(flag.environments)
    .filter(([, { on }]) => on)
    .map(([key]) => nameOf(key))
  const asks = useAsksMoreAnywhere()
  const [asking, setAsking] = useState(false)
  const verb = isAsked ? 'Archive all the same' : 'Archive'
  const force = isAsked ? { force: true } : {}
  const send = (comment: string) =>
    archive.mutate(
      { ...force, ...(comment && { comment }) },
      {
        onSuccess: () => {
          // Nobody comes back to save what was typed here.
          drafts.set(settingsKey(project.key, 'flag-settings', flag.key), null)
          drafts.set(settingsKey(project.key, 'flag-variants', flag.key), null)
          navigate(pagePaths.flags(project.key, environment.key))
        },
      },
    )
  const question = (
    <>
      Archive <code>{flag.key}</code>?
      {onIn.length > 0 && (
        <>
          {' '}
          It is <strong>on in {listed(onIn)}</strong>.
        </>
      )}
    </>
  )
  return (
    <section className={styles.archive} aria-label="Archive">
      <h2>Archive</h2>
      <p>
        SDKs no longer get this flag, and code that asks for it gets its own fallback. It can be
        restored from the archive, or deleted there for good.
      </p>
      {asks && refused === undefined ? (
        <Button color="red" onClick={() => setAsking(true)}>
          Archive flag
        </Button>
      ) : (
        <ConfirmPopover
          label={`Archive flag ${flag.key}`}
          question={question}
          verb={verb}
          position="top-start"
          refused={refused}
          failure={archive.error}
          pending={archive.isPending}
          onConfirm={() => send('')}
        >
          Archive flag
        </ConfirmPopover>
      )}
      <ConsentDialog
        opened={asking}
        title="Archive flag"
        operation={{ type: 'archive-flag', flag: flag.key, ...force }}
        verb={verb}
        danger
        pending={archive.isPending}
        failure={archive.error}
        onCancel={() => setAsking(false)}
        onConfirm={send}
      >
        <p>{question}</p>
      </ConsentDialog>
    </section>
  )
}
