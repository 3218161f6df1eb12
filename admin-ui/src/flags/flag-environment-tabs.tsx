import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { pagePaths } from '../app/page-paths.ts'
import { useHasDraft } from '../drafts/use-draft.ts'
import { EnvironmentTabs } from '../projects/environment-tabs.tsx'
import { usePlace } from '../projects/place.tsx'
import { exposure } from './exposure.ts'
import { ExposureBar } from './exposure-bar.tsx'

/** Who has the flag, environment by environment. */
export function FlagEnvironmentTabs({ flag }: { readonly flag: FlagView }) {
  const { project } = usePlace()
  const hasDraft = useHasDraft()
  return (
    <EnvironmentTabs
      to={(environment) => pagePaths.flag(project.key, environment, flag.key)}
      edited={(environment) =>
        hasDraft({ project: project.key, environment, of: 'flag', key: flag.key })
      }
      summary={({ key }) => {
        const configuration = flag.environments[key]
        return configuration && <ExposureBar exposure={exposure(configuration)} />
      }}
    />
  )
}
