import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import { hourlyRate } from './rate-words.ts'
import { Sparkline } from './sparkline.tsx'
import styles from './usage.module.css'
import { useEvaluations } from './use-evaluations.ts'

interface FlagUsageProps {
  readonly flag: string
  readonly environment: string
}

/** On the flag: its last hour in a line, and the way to the chart. */
export function FlagUsage({ flag, environment }: FlagUsageProps) {
  const { project } = usePlace()
  const { data } = useEvaluations({ project: project.key, environment, flag }, '1h')
  if (!data) return <span className={styles.usage} />
  return (
    <Link to={pagePaths.evaluations(project.key, environment, flag)} className={styles.usage}>
      {data.total > 0 ? (
        <>
          evaluations
          <Sparkline counts={sums(data.series.map(({ counts }) => counts))} width={72} />
          <strong>{hourlyRate(data.total)}</strong>
        </>
      ) : data.lastSeenAt ? (
        <span>
          last evaluated <Ago instant={data.lastSeenAt} />
        </span>
      ) : (
        'not evaluated yet'
      )}
    </Link>
  )
}

/** Two steps in one bar: an hour of minutes is finer than the line is wide. */
function sums(series: readonly (readonly number[])[]): number[] {
  const steps = series[0]?.length ?? 0
  return Array.from({ length: Math.ceil(steps / 2) }, (_, index) =>
    series.reduce(
      (sum, counts) => sum + (counts[index * 2] ?? 0) + (counts[index * 2 + 1] ?? 0),
      0,
    ),
  )
}
