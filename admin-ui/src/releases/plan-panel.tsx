import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { ruleName } from '../flags/rule-name.ts'
import { useFlag } from '../flags/use-flag.ts'
import { Ago } from '../shared/ago.tsx'
import { percent } from '../shared/number-words.ts'
import { Panel } from './panel.tsx'
import { unitWords } from './release-words.ts'
import styles from './side-panels.module.css'

interface PlanPanelProps {
  readonly release: ReleaseDetail
}

/** What was decided before it started. */
export function PlanPanel({ release }: PlanPanelProps) {
  const { plan, bucketBy, rule, createdAt, createdBy, comment } = release
  const { data: flag } = useFlag(release.project, release.flag)
  const rules = flag?.environments[release.environment]?.rules ?? []
  const index = rules.findIndex(({ id }) => id === rule)
  const found = rules[index]
  return (
    <Panel title="Plan">
      <dl className={styles.facts}>
        <div>
          <dt>Moves</dt>
          <dd>
            {rule === null
              ? 'everyone else'
              : found
                ? ruleName(found, index)
                : 'a rule that is gone'}
          </dd>
        </div>
        <div>
          <dt>From, to</dt>
          <dd>
            <code>{plan.control}</code> → <code>{plan.treatment}</code>
          </dd>
        </div>
        <div>
          <dt>Counts</dt>
          <dd>{unitWords(bucketBy)}</dd>
        </div>
        {plan.guards.length > 0 && (
          <>
            <div>
              <dt>False alarm</dt>
              <dd>
                at most {percent(Math.round(plan.alpha * 100_000))}, however often it is looked at
              </dd>
            </div>
            <div>
              <dt>Unproven</dt>
              <dd>goes on up to {percent(plan.pastLongestBake.goOnUpTo)}, then asks a person</dd>
            </div>
          </>
        )}
        <div>
          <dt>Planned</dt>
          <dd>
            by {createdBy}, <Ago instant={createdAt} />
          </dd>
        </div>
      </dl>
      {comment && <p className={styles.comment}>“{comment}”</p>}
    </Panel>
  )
}
