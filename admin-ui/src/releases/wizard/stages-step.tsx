import { PercentageField } from '../../flags/percentage-field.tsx'
import { FieldErrorText } from '../../shared/field-error-text.tsx'
import { unitWords } from '../release-words.ts'
import type { PlanDraft } from './plan-draft.ts'
import styles from './plan-page.module.css'
import { stageLines } from './review-words.ts'
import { StagesEditor } from './stages-editor.tsx'

interface StagesStepProps {
  readonly draft: PlanDraft
  readonly onChange: (parts: Partial<PlanDraft>) => void
  /** Of a release that runs: the stage in force. */
  readonly from?: number
}

export function StagesStep({ draft, onChange, from = 0 }: StagesStepProps) {
  return (
    <>
      <StagesEditor
        stages={draft.stages}
        units={unitWords(draft.bucketBy || null)}
        from={from}
        onChange={(stages) => onChange({ stages })}
      />
      <div className={styles.goOn}>
        <span>A stage that proves nothing in its longest time goes on by itself up to</span>
        <span className={styles.goOnField}>
          <PercentageField
            label="Goes on unproven up to, in percent"
            share={draft.goOnUpTo}
            onChange={(goOnUpTo) => onChange({ goOnUpTo })}
          />
          %; a person is asked beyond that.
        </span>
        <FieldErrorText path="pastLongestBake" />
      </div>
      <ol className={styles.lines} aria-label="Stages in words">
        {stageLines(draft).map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ol>
    </>
  )
}
