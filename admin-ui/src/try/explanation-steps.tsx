import type { FlagExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import type { Step } from '@bunting/flag-server/evaluation/explanation-schemas.ts'
import { ruleName } from '../flags/rule-name.ts'
import { listed } from '../shared/number-words.ts'
import { ConditionSteps } from './condition-steps.tsx'
import { answerWords } from './explanation-words.ts'
import { PrerequisiteSteps } from './prerequisite-steps.tsx'
import { RolloutSteps } from './rollout-steps.tsx'
import { StepRow } from './step-row.tsx'

export interface ExplanationStepsProps {
  /** Whose they are, where it is not the flag that is asked. */
  readonly of?: string
  readonly steps: readonly Step[]
  readonly prerequisites: FlagExplained['prerequisites']
}

/** Every step to the answer, in the order in which it was taken. */
export function ExplanationSteps({ of, steps, prerequisites }: ExplanationStepsProps) {
  return (
    <ol aria-label={of === undefined ? 'Steps' : `Steps of ${of}`}>
      {steps.map((step) => (
        <StepReading key={nameOf(step)} step={step} prerequisites={prerequisites} />
      ))}
    </ol>
  )
}

function nameOf(step: Step): string {
  if (step.step === 'rule') return `rule ${step.id}`
  return step.step === 'prerequisite' ? `prerequisite ${step.flag}` : step.step
}

type StepReadingProps = Pick<ExplanationStepsProps, 'prerequisites'> & { readonly step: Step }

function StepReading({ step, prerequisites }: StepReadingProps) {
  switch (step.step) {
    case 'error':
      return <StepRow holds={false}>{step.message}</StepRow>
    case 'off':
      return <StepRow holds>The flag is off</StepRow>
    case 'prerequisite':
      return (
        <StepRow
          holds={step.met}
          details={<PrerequisiteSteps flag={step.flag} prerequisites={prerequisites} />}
        >
          <code>{step.flag}</code> {answerWords(step.decision)}
          {!step.met && `, which is not ${listed(step.wanted)}`}
        </StepRow>
      )
    case 'targets':
      return <TargetsReading step={step} />
    case 'rule':
      return (
        <StepRow holds={step.holds} details={<ConditionSteps steps={step.conditions} />}>
          {ruleName(step, step.index)} {step.holds ? 'holds' : 'does not hold'}
        </StepRow>
      )
    case 'fallthrough':
      return <StepRow holds>Everyone else</StepRow>
    case 'serve':
      return (
        <StepRow
          holds="served"
          details={step.rollout && <RolloutSteps rollout={step.rollout} served={step.variant} />}
        >
          Serves <code>{step.variant}</code>
        </StepRow>
      )
  }
}

function TargetsReading({ step }: { readonly step: Extract<Step, { step: 'targets' }> }) {
  const { targetingKey, variant } = step
  if (targetingKey === undefined) {
    return <StepRow holds={false}>Nobody is named: the context has no targetingKey</StepRow>
  }
  return (
    <StepRow holds={variant !== undefined}>
      <code>{targetingKey}</code>{' '}
      {variant === undefined ? (
        'is not named individually'
      ) : (
        <>
          is named individually: <code>{variant}</code>
        </>
      )}
    </StepRow>
  )
}
