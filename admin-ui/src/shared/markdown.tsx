import { type ComponentType, lazy, Suspense } from 'react'
import styles from './markdown.module.css'
import type { MarkdownTextProps } from './markdown-text.tsx'

// The parser is as large as a page of ours: it comes where there is something to read, and without it
// people read what was typed.
const MarkdownText = lazy<ComponentType<MarkdownTextProps>>(() =>
  import('./markdown-text.tsx').then(
    (loaded) => ({ default: loaded.MarkdownText }),
    () => ({ default: PlainText }),
  ),
)

/** What people wrote, as they meant it. */
export function Markdown({ text }: MarkdownTextProps) {
  return (
    <div className={styles.markdown}>
      <Suspense fallback={<PlainText text={text} />}>
        <MarkdownText text={text} />
      </Suspense>
    </div>
  )
}

/** Paragraph by paragraph, so that nothing below moves when it is understood. */
function PlainText({ text }: MarkdownTextProps) {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph, index) => <p key={index}>{paragraph}</p>)
}
