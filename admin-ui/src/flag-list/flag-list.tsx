import type { EnvironmentView, ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { useMediaQuery } from '@mantine/hooks'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { usePageTop } from '../shared/use-page-top.ts'
import { useUsageOfFlags } from '../usage/use-usage-of-flags.ts'
import type { FlagSort } from './flag-filter.ts'
import styles from './flag-list.module.css'
import { FlagListHead } from './flag-list-head.tsx'
import { FlagRow } from './flag-row.tsx'
import type { FoundFlags } from './use-flag-list.ts'
import { useRowKeys } from './use-row-keys.ts'
import type { Selecting } from './use-selection.ts'

interface FlagListProps {
  readonly project: ProjectView
  readonly environment: EnvironmentView
  readonly found: FoundFlags
  readonly sort: FlagSort
  readonly archived: boolean
  readonly selecting: Selecting
}

/** Heights of `--row` in theme.css. */
const WIDE_ROW = 44
const NARROW_ROW = 76
/** Rows before the end of what is loaded at which the next page is asked for. */
const AHEAD = 30

/** Only the rows in view are in the document: a thousand flags scroll like ten. */
export function FlagList({
  project,
  environment,
  found,
  sort,
  archived,
  selecting,
}: FlagListProps) {
  const { flags, total, behind, more } = found
  // The environment in view has a switch as well.
  const columns = project.environments
    .map(({ key }) => `var(--${key === environment.key && !archived ? 'in-view' : 'other'})`)
    .join(' ')
  const list = useRef<HTMLUListElement>(null)
  const top = usePageTop(list)
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
  useLayoutEffect(() => rows.measure(), [rows, rowHeight])
  const inView = rows.getVirtualItems()
  const last = inView.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= flags.length - AHEAD) more?.()
  }, [last, flags.length, more])
  const usageOf = useUsageOfFlags(project.key, environment.key, archived ? [] : flags, inView)
  useRowKeys(list, flags.length, rows.scrollToIndex)

  return (
    <div
      className={styles.table}
      data-archived={archived || undefined}
      style={{ '--environments': columns } as React.CSSProperties}
    >
      <FlagListHead
        project={project}
        environment={environment}
        archived={archived}
        sort={sort}
        selecting={selecting}
        total={total}
      />
      <ul ref={list} aria-label="Flags" aria-busy={behind} style={{ height: rows.getTotalSize() }}>
        {inView.map(({ index, key, start }) => {
          const flag = flags[index]
          return (
            flag && (
              <li
                key={key}
                className={styles.row}
                data-row={index}
                data-selected={selecting.keys.has(flag.key) || undefined}
                aria-setsize={total}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start - top}px)` }}
              >
                <FlagRow
                  project={project}
                  environment={environment}
                  flag={flag}
                  usage={usageOf.get(flag.key)}
                  sort={sort}
                  selected={selecting.keys.has(flag.key)}
                  onSelect={selecting.select}
                />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}
