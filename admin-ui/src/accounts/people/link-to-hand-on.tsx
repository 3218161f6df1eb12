import { Button, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { CopyButton } from '../../shared/copy-button.tsx'
import formStyles from '../../shared/form.module.css'
import { linkHere } from './link-here.ts'
import styles from './people.module.css'

interface LinkToHandOnProps {
  /** As the server made it. */
  readonly link: string
  readonly onClose: () => void
  /** Whom to give it to. */
  readonly children: ReactNode
}

/** A link that works once and is shown once. */
export function LinkToHandOn({ link, onClose, children }: LinkToHandOnProps) {
  const shown = linkHere(link, location.origin)
  return (
    <div className={formStyles.form}>
      <p role="status">{children}</p>
      <div className={styles.link}>
        <TextInput
          label="Link"
          value={shown}
          readOnly
          classNames={{ input: formStyles.mono ?? '' }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={shown} what="link" />
      </div>
      <div className={formStyles.buttons}>
        <Button variant="filled" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  )
}
