import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { ExposureBar } from '../flags/exposure-bar.tsx'
import { usePlace } from '../projects/place.tsx'
import styles from './release-banner.module.css'
import { shareExposure } from './release-exposure.ts'
import { ReleaseStateMark } from './release-state-mark.tsx'
import { RollBackButton } from './roll-back-button.tsx'
import { useRelease } from './use-releases.ts'

interface ReleaseBannerProps {
  readonly id: string
  readonly flag: string
}

/** `A release moves people here: 25 %. Waiting: 18 min left …` – with the way to it and the way back. */
export function ReleaseBanner({ id, flag }: ReleaseBannerProps) {
  const { project, environment } = usePlace()
  const { data } = useRelease(project.key, environment.key, id)
  return (
    <section className={styles.banner} aria-label="Release">
      {data ? <ReleaseStateMark state={data.state} /> : <span className={styles.mark} />}
      <div className={styles.words}>
        <p>
          <strong>A release moves people here</strong>
          {data && (
            <span className={styles.share}>
              <ExposureBar exposure={shareExposure(data.share)} />
            </span>
          )}
        </p>
        <p className={styles.why}>{data?.why}</p>
      </div>
      <div className={styles.buttons}>
        <Link className={styles.open} to={pagePaths.release(project.key, environment.key, id)}>
          Open release
        </Link>
        <RollBackButton release={{ id, environment: environment.key, flag }} size="sm" />
      </div>
    </section>
  )
}
