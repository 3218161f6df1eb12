import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../../app/page-paths.ts'
import { usePlace } from '../../projects/place.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import type { FieldError } from '../../shared/field-errors.tsx'
import { namesFields, RequestFailed } from '../../shared/request-failed.ts'
import { isObject } from '../../shared/same-json.ts'
import styles from './plan-page.module.css'
import { faultPlace, type Step, stepOf } from './plan-steps.ts'

interface PlanFaultsProps {
  readonly failure: unknown
  /** Those that still stand. */
  readonly errors: readonly FieldError[]
  readonly onGo?: (step: Step) => void
}

/** Why the server would not have it, and where that is put right. */
export function PlanFaults({ failure, errors, onGo }: PlanFaultsProps) {
  const { project, environment } = usePlace()
  if (!failure) return null
  if (!namesFields(failure)) {
    const other = otherRelease(failure)
    return (
      <>
        <FailureNotice failure={failure} />
        {other && (
          <Link to={pagePaths.release(project.key, environment.key, other)}>
            Open the other release
          </Link>
        )}
      </>
    )
  }
  if (errors.length === 0) return null
  return (
    <div className={styles.faults} role="alert">
      <IconAlertTriangle size={16} aria-hidden="true" />
      <ul>
        {errors.map(({ path, message }) => (
          <li key={path}>
            {onGo ? (
              <button type="button" onClick={() => onGo(stepOf(path))}>
                {faultPlace(path)}
              </button>
            ) : (
              <strong>{faultPlace(path)}</strong>
            )}
            : {message}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The one that runs already, or that locked the place. */
function otherRelease(failure: unknown): string | null {
  if (!(failure instanceof RequestFailed) || !isObject(failure.current)) return null
  const { release } = failure.current
  return typeof release === 'string' ? release : null
}
