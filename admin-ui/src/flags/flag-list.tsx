import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView, ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { useMediaQuery } from '@mantine/hooks'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { useUsageOfFlags } from '../usage/use-usage-of-flags.ts'
import styles from './flag-list.module.css'
import { FlagListHead } from './flag-list-head.tsx'
import { FlagRow } from './flag-row.tsx'
import { useRowKeys } from './use-row-keys.ts'

interface FlagListProps {
  readonly project: ProjectView
  readonly environment: EnvironmentView
  readonly flags: readonly FlagView[]
}

/** Heights of `--row` in theme.css. */
const WIDE_ROW = 44
const NARROW_ROW = 76

/** Only the rows in view are in the document: a thousand flags scroll like ten. */
export function FlagList({ project, environment, flags }: FlagListProps) {
  // The environment in view has a switch as well.
  const columns = project.environments
    .map(({ key }) => `var(--${key === environment.key ? 'in-view' : 'other'})`)
    .join(' ')
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false })
  const rowHeight = narrow ? NARROW_ROW : WIDE_ROW
  const rows = useWindowVirtualizer({
    count: flags.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: 120,
    scrollPaddingEnd: 80,
    getItemKey: (index) => flags[index]?.key ?? index,
  })
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [])
  useLayoutEffect(() => rows.measure(), [rows, rowHeight])
  const inView = rows.getVirtualItems()
  const usageOf = useUsageOfFlags(project.key, environment.key, flags, inView)
  useRowKeys(list, flags.length, rows.scrollToIndex)

  return (
    <div className={styles.table} style={{ '--environments': columns } as React.CSSProperties}>
      <FlagListHead project={project} environment={environment} />
      <ul ref={list} aria-label="Flags" style={{ height: rows.getTotalSize() }}>
        {inView.map(({ index, key, start }) => {
          const flag = flags[index]
          return (
            flag && (
              <li
                key={key}
                className={styles.row}
                data-row={index}
                aria-setsize={flags.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start - top}px)` }}
              >
                <FlagRow
                  project={project}
                  environment={environment}
                  flag={flag}
                  usage={usageOf.get(flag.key)}
                />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}
