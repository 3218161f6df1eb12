import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { SectionHead } from '../settings/section-head.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { AddEnvironmentDialog } from './add-environment-dialog.tsx'
import { EnvironmentRow } from './environment-row.tsx'
import styles from './environments.module.css'
import { moved } from './moved.ts'
import { useOrderEnvironments } from './use-environments.ts'

/** The places flags live in, in the order in which they are listed, and what each asks of a change. */
export function EnvironmentsSection() {
  const { project } = usePlace()
  const [adding, setAdding] = useState(false)
  const order = useOrderEnvironments(project.key)
  const keys = project.environments.map(({ key }) => key)
  return (
    <section aria-labelledby="environments">
      <SectionHead
        id="environments"
        title="Environments"
        lead="Each has its own rules, percentages and SDK keys. Its policy says what a change asks for; kill and rollback are asked for nothing, ever."
      >
        <Permitted needs="environment.manage">
          <Button
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            Add environment
          </Button>
        </Permitted>
      </SectionHead>
      <FailureNotice failure={order.error} />
      <ul className={styles.environments}>
        {project.environments.map((one, at) => (
          <EnvironmentRow
            key={one.key}
            environment={one}
            first={at === 0}
            last={at === keys.length - 1}
            onMove={(by) => order.mutate(moved(keys, at, at + by))}
          />
        ))}
      </ul>
      <AddEnvironmentDialog opened={adding} onClose={() => setAdding(false)} />
    </section>
  )
}
