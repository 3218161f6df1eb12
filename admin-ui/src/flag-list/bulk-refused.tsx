import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import type { Failed } from './bulk-acts.ts'
import styles from './bulk-bar.module.css'
import type { Asked } from './use-ask-for-each.ts'

interface BulkRefusedProps {
  readonly refused: readonly Failed[]
  readonly asked: ReadonlyMap<string, Asked>
}

/** Why each was refused; of those that were asked for instead, what became of that. */
export function BulkRefused({ refused, asked }: BulkRefusedProps) {
  return (
    <details open={refused.length <= 5 || asked.size > 0}>
      <summary>Why</summary>
      <ul className={styles.refused}>
        {refused.map(({ key, detail }) => (
          <li key={key}>
            <code>{key}</code> <Became detail={detail} asked={asked.get(key)} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function Became({ detail, asked }: { detail: string; asked: Asked | undefined }) {
  const { project, environment } = usePlace()
  if (!asked) return detail
  if ('why' in asked) return `not asked for: ${asked.why}`
  return (
    <>
      asked for as{' '}
      <Link to={pagePaths.request(project.key, environment.key, asked.number)}>
        request #{asked.number}
      </Link>
    </>
  )
}
