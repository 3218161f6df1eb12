import type { PersonView } from '@bunting/flag-server/accounts/people/person-schemas.ts'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { PersonActDialog } from './person-act-dialog.tsx'
import { type ActWords, actsOn } from './person-acts.ts'

interface PersonMenuProps {
  readonly person: PersonView
  readonly self: boolean
}

export function PersonMenu({ person, self }: PersonMenuProps) {
  const [asked, setAsked] = useState<ActWords | null>(null)
  // One's own account has a page of its own; nobody locks themself out by a slip.
  const acts = actsOn(person).filter(({ act }) => !self || act.type === 'patch')
  return (
    <>
      <Menu position="bottom-end" width={264}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${person.name}`} size={28}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {acts.map((words) => (
            <Menu.Item
              key={words.label}
              {...(words.danger && { color: 'red' })}
              onClick={() => setAsked(words)}
            >
              {words.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && <PersonActDialog person={person} words={asked} onClose={() => setAsked(null)} />}
    </>
  )
}
