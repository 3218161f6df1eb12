import type { SegmentUse } from '@bunting/flag-server/segments/segment-schemas.ts'
import { IconCircleDot, IconFlag } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { listed } from '../shared/number-words.ts'
import { VirtualBox } from '../shared/virtual-box.tsx'
import styles from './segment.module.css'

interface SegmentUsesProps {
  readonly uses: readonly SegmentUse[]
}

/** Flags and segments that ask for the segment, and where they do. */
export function SegmentUses({ uses }: SegmentUsesProps) {
  const { project, environment } = usePlace()
  const nameOf = useEnvironmentName()
  return (
    <section className={styles.uses} aria-label="Used by">
      <h2>Used by</h2>
      {uses.length === 0 && <p>Nothing asks for it yet. Any rule can: choose “is in segment”.</p>}
      {uses.length > 0 && (
        <VirtualBox
          items={uses}
          keyOf={({ kind, key }) => `${kind} ${key}`}
          rowHeight={37}
          label="What uses it"
        >
          {({ kind, key, environments }) => {
            const place = environments.includes(environment.key) ? environment.key : environments[0]
            const path = kind === 'flag' ? pagePaths.flag : pagePaths.segment
            const Icon = kind === 'flag' ? IconFlag : IconCircleDot
            return (
              <div className={styles.use}>
                <Icon size={14} aria-label={kind} />
                <Link to={path(project.key, place ?? environment.key, key)}>
                  <code>{key}</code>
                </Link>
                <span>in {listed(environments.map(nameOf))}</span>
              </div>
            )
          }}
        </VirtualBox>
      )}
    </section>
  )
}
