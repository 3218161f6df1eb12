import { Button } from '@mantine/core'
import { DifferenceList } from '../drafts/difference-list.tsx'
import styles from '../shared/form.module.css'
import { useFocusWhileShown } from '../shared/use-focus-while-shown.ts'
import type { Toggle } from './use-toggle-flag.ts'

interface ToggleFailureProps {
  readonly toggle: Toggle
}

/** Nothing was saved: says why, and what is different by now. */
export function ToggleFailure({ toggle }: ToggleFailureProps) {
  const { state, theirs, dismiss } = toggle
  const button = useFocusWhileShown<HTMLButtonElement>()
  return (
    <div className={styles.form} role="alert">
      {state.phase === 'conflict' && (
        <>
          <p>
            <strong>Not saved.</strong> Somebody else changed this flag in the meantime. It is shown
            as it is now; switch it again if you still want to.
          </p>
          {theirs.length > 0 && <DifferenceList differences={theirs} />}
        </>
      )}
      {state.phase === 'failed' && (
        <p>
          <strong>Not saved.</strong> {state.why}
        </p>
      )}
      <div className={styles.buttons}>
        <Button ref={button} onClick={dismiss} data-autofocus>
          OK
        </Button>
      </div>
    </div>
  )
}
