import { useState } from 'react'
import { ExplanationSteps, type ExplanationStepsProps } from './explanation-steps.tsx'
import styles from './try.module.css'

interface PrerequisiteStepsProps extends Pick<ExplanationStepsProps, 'prerequisites'> {
  readonly flag: string
}

/** How a prerequisite came to its answer; drawn once it is asked for, so that they may go to any depth. */
export function PrerequisiteSteps({ flag, prerequisites }: PrerequisiteStepsProps) {
  const [open, setOpen] = useState(false)
  const explained = prerequisites.find((one) => one.flag === flag)
  if (!explained) {
    return <p className={styles.found}>Its steps are left out: there are too many in all.</p>
  }
  return (
    <details className={styles.nested} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Why <code>{flag}</code> does
      </summary>
      {open && <ExplanationSteps of={flag} steps={explained.steps} prerequisites={prerequisites} />}
    </details>
  )
}
