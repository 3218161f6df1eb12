import type {
  ConditionStep,
  SegmentStep,
} from '@bunting/flag-server/evaluation/explanation-schemas.ts'
import { ConditionReading } from '../conditions/condition-reading.tsx'
import { foundWords, segmentStepWords } from './explanation-words.ts'
import { StepRow } from './step-row.tsx'
import styles from './try.module.css'

interface ConditionStepsProps {
  readonly steps: readonly ConditionStep[]
}

/** What was compared with what, up to the first condition that does not hold. */
export function ConditionSteps({ steps }: ConditionStepsProps) {
  if (steps.length === 0) return null
  return (
    <ul>
      {steps.map((step, index) => (
        // Conditions have no name of their own, and what was asked stays in its order.
        <StepRow
          key={`${index} ${step.condition.attribute}`}
          holds={step.holds}
          details={step.segments && <SegmentSteps steps={step.segments} />}
        >
          <ConditionReading condition={step.condition} />
          <span className={styles.found}> · {foundWords(step)}</span>
        </StepRow>
      ))}
    </ul>
  )
}

function SegmentSteps({ steps }: { readonly steps: readonly SegmentStep[] }) {
  return (
    <ul>
      {steps.map((step, index) => (
        <StepRow
          key={`${index} ${step.segment}`}
          holds={step.member}
          details={<ConditionSteps steps={step.conditions} />}
        >
          <code>{step.segment}</code>: {segmentStepWords(step)}
        </StepRow>
      ))}
    </ul>
  )
}
