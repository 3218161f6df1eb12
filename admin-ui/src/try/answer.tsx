import type { Decision } from '@bunting/flag-server/evaluation/explanation-schemas.ts'
import { ServeSummary } from '../flags/serve-summary.tsx'
import { shortJson } from './explanation-words.ts'
import styles from './try.module.css'

interface AnswerProps {
  readonly decision: Decision
  /** Served to nobody in particular: grey; everything else is exposure. */
  readonly offVariant: string | undefined
}

/** The variant, and its value where that is not the same. */
export function Answer({ decision, offVariant }: AnswerProps) {
  const { variant, value } = decision
  if (variant === undefined) return <span className={styles.fallback}>the caller’s fallback</span>
  const obvious = value === variant || (typeof value === 'boolean' && value === (variant === 'on'))
  return (
    <span className={styles.answer}>
      <ServeSummary serve={{ variant }} offVariant={offVariant ?? ''} />
      {!obvious && <code>{shortJson(value)}</code>}
    </span>
  )
}
