import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react'
import { PreviewLine } from '../previews/preview-line.tsx'
import { usePlace } from '../projects/place.tsx'
import styles from './request-page.module.css'

interface RequestReachProps {
  readonly view: ChangeRequestView
}

/** Whom it would reach, as it stands now. */
export function RequestReach({ view: { operation, reach } }: RequestReachProps) {
  const { project } = usePlace()
  const nameOf = (key: string) => project.environments.find((one) => one.key === key)?.name ?? key
  return (
    <div className={styles.reach}>
      {operation.type === 'configure-flag' && (
        <PreviewLine
          project={project.key}
          environment={operation.environment}
          flag={operation.flag}
          patch={operation.patch}
        />
      )}
      {reach.map(({ environment, raisesExposure }) => (
        <p key={environment} className={styles.raises}>
          {raisesExposure ? (
            <IconTrendingUp size={14} aria-hidden="true" data-raises="true" />
          ) : (
            <IconTrendingDown size={14} aria-hidden="true" />
          )}
          <span>
            {raisesExposure
              ? `More exposure in ${nameOf(environment)}: somebody could get what they do not get now.`
              : `No more exposure in ${nameOf(environment)}: nobody gets anything but the off variant who does not now.`}
          </span>
        </p>
      ))}
    </div>
  )
}
