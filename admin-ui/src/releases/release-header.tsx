import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { environmentTone } from '../projects/environment-tone.ts'
import { Pennant } from '../projects/pennant.tsx'
import { usePlace } from '../projects/place.tsx'
import { percent } from '../shared/number-words.ts'
import { ReleaseActions } from './release-actions.tsx'
import styles from './release-header.module.css'
import { canRollBack } from './release-state.ts'
import { ReleaseStateMark } from './release-state-mark.tsx'
import { strategyWords } from './release-words.ts'
import { RollBackButton } from './roll-back-button.tsx'

interface ReleaseHeaderProps {
  readonly release: ReleaseDetail
}

/** `new-checkout · canary in production  RUNNING  25 %  [Roll back now]`, readable across a room. */
export function ReleaseHeader({ release }: ReleaseHeaderProps) {
  const { project, environment } = usePlace()
  const { flag, plan, state, share } = release
  return (
    <header className={styles.header}>
      <div className={styles.titles}>
        <h1>
          <Link to={pagePaths.flag(project.key, environment.key, flag)}>{flag}</Link>
          <span className={styles.what}>
            {' '}
            · {strategyWords(plan.strategy)} in{' '}
            <em data-production={environment.production || undefined}>
              <Pennant tone={environmentTone(project.environments, environment)} />
              {environment.name}
            </em>
          </span>
        </h1>
        <div className={styles.state}>
          <ReleaseStateMark state={state} large />
          {state !== 'draft' && (
            <strong className={styles.share}>
              {percent(share)}
              <span>
                {' '}
                get <code>{plan.treatment}</code>
              </span>
            </strong>
          )}
        </div>
      </div>
      <div className={styles.actions}>
        <ReleaseActions release={release} />
        {canRollBack(release) && <RollBackButton release={release} className={styles.rollBack} />}
      </div>
    </header>
  )
}
