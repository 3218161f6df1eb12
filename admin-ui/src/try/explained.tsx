import type { FlagExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import { Answer } from './answer.tsx'
import { ExplanationSteps } from './explanation-steps.tsx'
import { becauseWords } from './explanation-words.ts'
import styles from './try.module.css'

interface ExplainedProps {
  readonly explained: Pick<FlagExplained, 'decision' | 'steps' | 'prerequisites'>
  readonly offVariant: string | undefined
  /** It is of another context by now; the next answer is on its way. */
  readonly old: boolean
}

/** `on · rule 3: position 18.204 % < 30 %`, and how it came to that. */
export function Explained({ explained, offVariant, old }: ExplainedProps) {
  const { decision, steps, prerequisites } = explained
  return (
    <div className={styles.explained} data-old={old || undefined}>
      <p className={styles.headline} role="status">
        <Answer decision={decision} offVariant={offVariant} />
        <span>{becauseWords(steps)}</span>
      </p>
      <ExplanationSteps steps={steps} prerequisites={prerequisites} />
    </div>
  )
}
