import { ReadOnly } from '../shared/read-only.tsx'
import { ProjectName } from './project-name.tsx'

export function GeneralSection() {
  return (
    <ReadOnly unless="project.manage">
      <ProjectName />
    </ReadOnly>
  )
}
