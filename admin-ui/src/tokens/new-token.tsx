import { Button } from '@mantine/core'
import { CodeBlock } from '../sdk-keys/code-block.tsx'
import styles from '../shared/form.module.css'

interface NewTokenProps {
  readonly token: string
  /** Below `/api/v1`: something it may ask for. */
  readonly tryPath: string
  readonly onClose: () => void
}

/** The token, this once, and a line that uses it. */
export function NewToken({ token, tryPath, onClose }: NewTokenProps) {
  const curl = `curl ${location.origin}/api/v1${tryPath} \\\n  -H 'Authorization: Bearer ${token}'`
  return (
    <div className={styles.form}>
      <p role="status">
        <strong>Copy the token now.</strong> It is stored hashed and cannot be shown again.
      </p>
      <CodeBlock code={token} what="token" />
      <CodeBlock code={curl} what="curl line" />
      <div className={styles.buttons}>
        <Button variant="filled" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  )
}
