import { ReadOnly } from '../shared/read-only.tsx'
import { ProjectName } from './project-name.tsx'
import { SectionHead } from './section-head.tsx'

export function GeneralSection() {
  return (
    <section aria-labelledby="general">
      <SectionHead id="general" title="General" />
      <ReadOnly unless="project.manage">
        <ProjectName />
      </ReadOnly>
    </section>
  )
}
