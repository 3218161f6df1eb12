import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { useMay } from '../projects/use-may.ts'
import { Empty } from '../shared/empty.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { EVERYTHING, type FlagFilter, isFiltered } from './flag-filter.ts'

interface NoFlagsProps {
  readonly filter: FlagFilter
  readonly onChange: (part: Partial<FlagFilter>) => void
  readonly onCreate: () => void
}

/** Nothing to list: because nothing matches, or because there is nothing. */
export function NoFlags({ filter, onChange, onCreate }: NoFlagsProps) {
  if (isFiltered(filter)) {
    const { view: _view, sort: _sort, ...nothing } = EVERYTHING
    return (
      <Empty
        title="No flag matches"
        action={<Button onClick={() => onChange(nothing)}>Clear search and filters</Button>}
      >
        Search looks at keys, names, descriptions, tags and owners.
      </Empty>
    )
  }
  if (filter.view === 'stale') {
    return (
      <Empty title="No flag is stale">
        A flag is when one variant of it has been everybody’s in production for two weeks, when no
        code asked for it for a week, or when its end date has passed.
      </Empty>
    )
  }
  if (filter.view === 'archived') {
    return (
      <Empty title="The archive is empty">
        An archived flag is served to nobody. It can be restored here, or deleted for good.
      </Empty>
    )
  }
  return (
    <Empty
      title="No flags yet"
      action={
        <Permitted needs="flag.edit">
          <Button onClick={onCreate}>Create the first flag</Button>
        </Permitted>
      }
    >
      A flag lets you release code to some people first, and take it back at once.
      <FirstSteps />
    </Empty>
  )
}

/** For who can make the key that they begin with. */
function FirstSteps() {
  const { project, environment } = usePlace()
  const first = project.environments.find(({ production }) => !production) ?? environment
  if (!useMay('sdk-key.manage', first.key)) return null
  return (
    <>
      {' '}
      <Link to={pagePaths.welcome(project.key, first.key)}>First steps</Link> lead to one that
      arrives in your code.
    </>
  )
}
