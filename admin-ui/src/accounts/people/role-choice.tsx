import { Select } from '@mantine/core'
import { usePlace } from '../../projects/place.tsx'
import { useRoles } from '../../roles/use-roles.ts'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { EVERYTHING, NOTHING_YET } from './brought-along.ts'

interface RoleChoiceProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** What somebody is to be from the start. */
export function RoleChoice({ value, onChange }: RoleChoiceProps) {
  const { project } = usePlace()
  const { data: roles, error } = useRoles()
  return (
    <>
      <Select
        label="Role"
        data={[
          {
            group: `In ${project.name}`,
            items: (roles ?? []).map(({ key, name }) => ({ value: key, label: name })),
          },
          {
            group: 'Without a project',
            items: [
              { value: NOTHING_YET, label: 'An account, and no project yet' },
              { value: EVERYTHING, label: 'Administrator of everything' },
            ],
          },
        ]}
        value={value}
        allowDeselect={false}
        onChange={(chosen) => onChange(chosen ?? value)}
      />
      <FailureNotice failure={error} />
    </>
  )
}
