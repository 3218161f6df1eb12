import { CopyIcon } from '../shared/copy-button.tsx'
import styles from './code-block.module.css'

interface CodeBlockProps {
  readonly code: string
  /** What it is, for the copy button and those who do not see it. */
  readonly what: string
}

export function CodeBlock({ code, what }: CodeBlockProps) {
  return (
    <figure className={styles.block} aria-label={what}>
      {/* Long lines scroll; a scrolling region must be within reach of the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
      <span className={styles.copy}>
        <CopyIcon text={code} what={what} />
      </span>
    </figure>
  )
}
