import { SegmentedControl } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePageFlag } from '../flags/flag-page.tsx'
import { EnvironmentTabs } from '../projects/environment-tabs.tsx'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { type EvaluationRange, RANGES, readRange } from './evaluation-range.ts'
import styles from './evaluations.module.css'
import { EvaluationsPanel, type EvaluationsShown } from './evaluations-panel.tsx'
import { NoEvaluations } from './no-evaluations.tsx'
import { shortCount } from './rate-words.ts'
import { useEvaluations } from './use-evaluations.ts'

const RANGE_CHOICES = RANGES.map(({ value, label }) => ({ value, label }))
const SHOWN_CHOICES = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
]

/** How often the flag was evaluated in the environment in view, and with which answers. */
export function EvaluationsSection() {
  const flag = usePageFlag()
  const { project, environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const range = readRange(params.get('range'))
  const shown: EvaluationsShown = params.get('as') === 'table' ? 'table' : 'chart'
  const place = { project: project.key, environment: environment.key, flag: flag.key }
  const { data, error, refetch, isPlaceholderData } = useEvaluations(place, range)
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(params)
    next.set(name, value)
    setParams(next, { replace: true })
  }
  const setRange = (value: EvaluationRange) => set('range', value)
  return (
    <>
      <EnvironmentTabs
        to={(one) => `${pagePaths.evaluations(project.key, one, flag.key)}?${params}`}
        edited={() => false}
        summary={({ key }) => (
          <span className={styles.seen}>
            {seenIn(key === environment.key && data ? data.lastSeenAt : flag.lastSeenAt?.[key])}
          </span>
        )}
      />
      <div className={styles.panel} data-old={isPlaceholderData || undefined}>
        <div className={styles.head}>
          <p className={styles.sum}>
            {data && data.total > 0 && (
              <>
                <strong>{shortCount(data.total)}</strong> evaluations
                {data.lastSeenAt && (
                  <>
                    , last <Ago instant={data.lastSeenAt} />
                  </>
                )}
              </>
            )}
          </p>
          <SegmentedControl
            size="xs"
            aria-label="Time"
            data={RANGE_CHOICES}
            value={range}
            onChange={(value) => setRange(readRange(value))}
          />
          <SegmentedControl
            size="xs"
            aria-label="Show as"
            data={SHOWN_CHOICES}
            value={shown}
            onChange={(value) => set('as', value)}
          />
        </div>
        <FailureNotice failure={error} retry={refetch} />
        {data && data.total === 0 && (
          <NoEvaluations
            flag={flag}
            range={range}
            lastSeenAt={data.lastSeenAt}
            onRange={setRange}
          />
        )}
        {data && data.total > 0 && (
          <EvaluationsPanel flag={flag} evaluations={data} shown={shown} />
        )}
      </div>
    </>
  )
}

function seenIn(lastSeenAt: string | null | undefined) {
  return lastSeenAt ? <Ago instant={lastSeenAt} /> : 'not evaluated'
}
