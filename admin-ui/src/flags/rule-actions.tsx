import { ActionIcon } from '@mantine/core'
import {
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'

interface RuleActionsProps {
  readonly number: number
  readonly last: boolean
  readonly editing: boolean
  readonly onEditing: (editing: boolean) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

export function RuleActions(props: RuleActionsProps) {
  const { number, last, editing, onEditing, onMove, onRemove } = props
  return (
    <>
      <ActionIcon
        aria-label={editing ? `Done with rule ${number}` : `Edit rule ${number}`}
        aria-expanded={editing}
        onClick={() => onEditing(!editing)}
      >
        {editing ? <IconCheck size={16} /> : <IconPencil size={14} />}
      </ActionIcon>
      <ActionIcon
        aria-label={`Move rule ${number} up`}
        disabled={number === 1}
        onClick={() => onMove(-1)}
      >
        <IconChevronUp size={14} />
      </ActionIcon>
      <ActionIcon aria-label={`Move rule ${number} down`} disabled={last} onClick={() => onMove(1)}>
        <IconChevronDown size={14} />
      </ActionIcon>
      <ActionIcon aria-label={`Remove rule ${number}`} onClick={onRemove}>
        <IconTrash size={14} />
      </ActionIcon>
    </>
  )
}
