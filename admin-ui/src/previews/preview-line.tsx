import type { FlagConfigurationPatch } from '@bunting/flag-server/flags/flag-schemas.ts'
import { IconAlertTriangle, IconCircleDashed, IconUsers, IconUsersMinus } from '@tabler/icons-react'
import styles from './preview-line.module.css'
import { previewWords } from './preview-words.ts'
import { type Previewing, type PreviewPlace, usePreview } from './use-preview.ts'

interface PreviewLineProps extends PreviewPlace {
  readonly patch: FlagConfigurationPatch
}

const ICON = { changes: IconUsers, same: IconUsers, nobody: IconUsersMinus }

/** How many people a change would reach, as the applications that serve them count it. */
export function PreviewLine({ patch, ...place }: PreviewLineProps) {
  const previewing = usePreview(place, patch)
  return (
    <div className={styles.line} role="status" aria-busy={isOnItsWay(previewing)}>
      <Said previewing={previewing} />
    </div>
  )
}

function Said({ previewing }: { readonly previewing: Previewing }) {
  switch (previewing.phase) {
    case 'asking':
      return (
        <p>
          <IconCircleDashed size={16} aria-hidden="true" />
          <span>asking the connected SDKs whom this changes…</span>
        </p>
      )
    case 'failed':
      return (
        <p>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>cannot tell whom this changes: {previewing.why}</span>
        </p>
      )
    case 'known': {
      const { state, sentence, further, note } = previewWords(previewing.preview)
      const Icon = previewing.old ? IconCircleDashed : ICON[state]
      return (
        <>
          <p data-state={state} data-old={previewing.old || undefined}>
            <Icon size={16} aria-hidden="true" />
            <span>
              {sentence}
              {note && <span className={styles.note}> · {note}</span>}
            </span>
          </p>
          {further.length > 0 && (
            <ul data-old={previewing.old || undefined}>
              {further.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          )}
        </>
      )
    }
  }
}

function isOnItsWay(previewing: Previewing): boolean {
  return previewing.phase === 'asking' || (previewing.phase === 'known' && previewing.old)
}
