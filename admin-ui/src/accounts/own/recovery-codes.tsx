import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CopyButton } from '../../shared/copy-button.tsx'
import formStyles from '../../shared/form.module.css'
import styles from './enrol-second-factor.module.css'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly email: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Shown this once. */
export function RecoveryCodes({ codes, email, onClose, children }: RecoveryCodesProps) {
  const text = codes.join('\n')
  const file = `Recovery codes of ${email} at ${location.origin}\n\n${text}\n`
  return (
    <div className={formStyles.form}>
      {children}
      <ul className={styles.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.keep}>
        <CopyButton text={text} what="recovery codes" />
        <Button
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="bunting-recovery-codes.txt"
          leftSection={<IconDownload size={14} aria-hidden="true" />}
        >
          Download
        </Button>
      </div>
      <div className={formStyles.buttons}>
        <Button variant="filled" onClick={onClose}>
          I have kept them
        </Button>
      </div>
    </div>
  )
}
