import { IconAlertTriangle } from '@tabler/icons-react'
import styles from './plan-page.module.css'
import { STEP_WORDS, STEPS, type Step } from './plan-steps.ts'

interface StepBarProps {
  readonly step: Step
  /** Where something is to be put right. */
  readonly faulty: ReadonlySet<Step>
  readonly onGo: (step: Step) => void
}

/** Any step at any time: nothing typed is lost. */
export function StepBar({ step, faulty, onGo }: StepBarProps) {
  return (
    <nav aria-label="Steps" className={styles.steps}>
      <ol>
        {STEPS.map((one, index) => (
          <li key={one}>
            <button
              type="button"
              aria-current={one === step ? 'step' : undefined}
              onClick={() => onGo(one)}
            >
              <span className={styles.number}>{index + 1}</span>
              {STEP_WORDS[one]}
              {faulty.has(one) && (
                <IconAlertTriangle size={14} aria-label="has something to put right" role="img" />
              )}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
