import { Select } from '@mantine/core'
import { usePlace } from '../projects/place.tsx'
import { mayGive } from '../roles/permission-words.ts'
import { useRoles } from '../roles/use-roles.ts'
import styles from '../shared/form.module.css'

/** A role at a place. */
export interface GrantDraft {
  /** Null: the whole project. */
  readonly environment: string | null
  readonly role: string
}

interface GrantFieldsProps {
  readonly value: GrantDraft
  readonly onChange: (grant: GrantDraft) => void
}

/** No key of an environment: it has a space. */
const WHOLE_PROJECT = 'whole project'

export function GrantFields({ value, onChange }: GrantFieldsProps) {
  const { project } = usePlace()
  const { data: roles = [] } = useRoles()
  return (
    <div className={styles.pair}>
      <Select
        label="Where"
        data={[
          { value: WHOLE_PROJECT, label: 'The whole project' },
          ...project.environments.map(({ key, name }) => ({ value: key, label: name })),
        ]}
        value={value.environment ?? WHOLE_PROJECT}
        onChange={(chosen) =>
          onChange({ ...value, environment: chosen === WHOLE_PROJECT ? null : chosen })
        }
      />
      <Select
        label="Role"
        data={roles.map((role) => ({
          value: role.key,
          label: role.name,
          // Nobody gives more than they hold.
          disabled: !mayGive(project, role, value.environment),
        }))}
        value={value.role}
        onChange={(role) => role !== null && onChange({ ...value, role })}
      />
    </div>
  )
}
