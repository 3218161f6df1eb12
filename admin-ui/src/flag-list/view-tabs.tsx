import type { FlagFacets } from '@bunting/flag-server/flags/list-flag-facets.ts'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { count } from '../shared/number-words.ts'
import { EVERYTHING, type FlagListView, VIEW_WORDS, writeFilter } from './flag-filter.ts'
import styles from './view-tabs.module.css'

interface ViewTabsProps {
  readonly view: FlagListView
  readonly facets: FlagFacets | undefined
  /** At the other end of the line. */
  readonly children: ReactNode
}

/** In use, stale, archived: links, so that each can be sent to somebody. */
export function ViewTabs({ view, facets, children }: ViewTabsProps) {
  const { pathname } = useLocation()
  const counts = facets && {
    'in-use': facets.inUse,
    stale: facets.stale,
    archived: facets.archived,
  }
  return (
    <div className={styles.line}>
      <nav className={styles.tabs} aria-label="Which flags">
        {(Object.keys(VIEW_WORDS) as FlagListView[]).map((one) => (
          <Link
            key={one}
            to={{
              pathname,
              search: writeFilter({ ...EVERYTHING, view: one }, new URLSearchParams()).toString(),
            }}
            aria-current={one === view ? 'page' : undefined}
          >
            {VIEW_WORDS[one]}
            {counts && <span>{count(counts[one])}</span>}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  )
}
