import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { count } from '../shared/number-words.ts'
import { arrivesAsGiven, partText } from './evidence-words.ts'
import { Panel } from './panel.tsx'
import { isLive } from './release-state.ts'
import { unitWords } from './release-words.ts'
import styles from './side-panels.module.css'

interface ExposurePanelProps {
  readonly release: ReleaseDetail
}

/** Who was seen in which arm, and whether that is the ratio they were given. */
export function ExposurePanel({ release }: ExposurePanelProps) {
  const { exposures, plan, bucketBy } = release
  const { units, expected } = exposures
  const all = units.treatment + units.control
  const fits = arrivesAsGiven(exposures)
  const stage = plan.stages[release.stage]
  return (
    <Panel title="Exposures">
      <p className={styles.what}>{unitWords(bucketBy)} seen since the shares count</p>
      <dl className={styles.arms}>
        <div>
          <dt>
            treated <code>{plan.treatment}</code>
          </dt>
          <dd>{count(units.treatment)}</dd>
        </div>
        <div>
          <dt>
            control <code>{plan.control}</code>
          </dt>
          <dd>{count(units.control)}</dd>
        </div>
      </dl>
      {all > 0 && expected !== null && (
        <>
          <span className={styles.split} aria-hidden="true">
            <span style={{ width: `${(units.treatment / all) * 100}%` }} />
            <i style={{ left: `${expected * 100}%` }} />
          </span>
          <p className={fits ? styles.fits : styles.differs}>
            {fits ? (
              <IconCircleCheck size={14} aria-hidden="true" />
            ) : (
              <IconAlertTriangle size={14} aria-hidden="true" />
            )}
            <span>
              {partText(units.treatment / all)} treated, expected {partText(expected)}
              {!fits && ': reports of one arm get lost'}
            </span>
          </p>
        </>
      )}
      {all === 0 && <p className={styles.what}>Nobody has been reported yet.</p>}
      {stage && stage.minimumUnits > 0 && isLive(release) && (
        <p className={styles.what}>
          {count(exposures.treatedInStage)} treated in this stage, {count(stage.minimumUnits)}{' '}
          needed
        </p>
      )}
    </Panel>
  )
}
