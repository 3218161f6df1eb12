import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView, ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { memo } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { KIND_WORDS } from '../flags/kind-words.ts'
import { Ago } from '../shared/ago.tsx'
import { RowUsage } from '../usage/row-usage.tsx'
import type { FlagEvaluations } from '../usage/use-usage-of-flags.ts'
import { ArchivedActions } from './archived-actions.tsx'
import type { FlagSort } from './flag-filter.ts'
import styles from './flag-list.module.css'
import { lastColumn } from './flag-list-head.tsx'
import { FlagMenu } from './flag-menu.tsx'
import { RowState } from './row-state.tsx'
import { SelectBox } from './select-box.tsx'
import { StaleBadge } from './stale-badge.tsx'

interface FlagRowProps {
  readonly project: ProjectView
  readonly environment: EnvironmentView
  readonly flag: FlagView
  /** Of the last 24 hours; absent until it is known. */
  readonly usage: FlagEvaluations | undefined
  readonly sort: FlagSort
  readonly selected: boolean
  readonly onSelect: (key: string, reach: boolean) => void
}

export const FlagRow = memo(function FlagRow(props: FlagRowProps) {
  const { project, environment, flag, usage, sort, selected, onSelect } = props
  const archived = flag.archivedAt !== null
  const instant = {
    Archived: flag.archivedAt,
    Created: flag.createdAt,
    Changed: flag.environments[environment.key]?.updatedAt,
  }[lastColumn(archived, sort)]
  const name = flag.name === flag.key ? '' : flag.name
  return (
    <>
      <SelectBox
        checked={selected}
        label={`Select ${flag.key}`}
        onClick={(withShift) => onSelect(flag.key, withShift)}
      />
      <span className={styles.flag}>
        {archived ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keys walk over these rows as over the others
          <span className={styles.key} data-row-link tabIndex={0}>
            {flag.key}
          </span>
        ) : (
          <Link
            to={pagePaths.flag(project.key, environment.key, flag.key)}
            className={styles.key}
            data-row-link
          >
            {flag.key}
          </Link>
        )}
        <StaleBadge flag={flag} />
        <span className={styles.texts}>
          {name && `${name} `}
          {flag.tags.map((tag) => (
            <span key={tag} className={styles.tag}>
              {tag}
            </span>
          ))}
        </span>
      </span>
      <span className={styles.kind}>{KIND_WORDS[flag.kind]}</span>
      <span className={styles.owner} title={flag.owner ?? undefined}>
        {flag.owner}
      </span>
      {project.environments.map((one) => (
        <RowState
          key={one.key}
          project={project}
          environment={one}
          current={one.key === environment.key && !archived}
          flag={flag}
        />
      ))}
      <span className={styles.usage}>{usage && <RowUsage usage={usage} />}</span>
      <span className={styles.changed}>{instant && <Ago instant={instant} inRow />}</span>
      {archived ? (
        <ArchivedActions flag={flag} />
      ) : (
        <FlagMenu project={project.key} environment={environment} flag={flag} />
      )}
    </>
  )
})
