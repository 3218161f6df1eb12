import { useSortable } from '@dnd-kit/sortable'
import { IconGripVertical } from '@tabler/icons-react'
import type { CSSProperties, ReactNode, RefCallback } from 'react'
import styles from './drag-handle.module.css'

export interface Draggable {
  readonly ref: RefCallback<HTMLElement>
  readonly style: CSSProperties
  readonly lifted: boolean
  readonly handle: ReactNode
}

/** A row that is dragged by a handle. @param label of the handle: `Drag rule 2` */
export function useDraggable(id: string, label: string): Draggable {
  const {
    setNodeRef,
    setActivatorNodeRef,
    listeners,
    attributes,
    transform,
    transition,
    isDragging,
  } = useSortable({ id, transition: { duration: 150, easing: 'ease' } })
  return {
    ref: setNodeRef,
    style: {
      ...(transform && { transform: `translateY(${Math.round(transform.y)}px)` }),
      transition,
    },
    lifted: isDragging,
    handle: (
      <button
        type="button"
        ref={setActivatorNodeRef}
        className={styles.handle}
        {...attributes}
        aria-label={label}
        {...listeners}
      >
        <IconGripVertical size={14} aria-hidden="true" />
      </button>
    ),
  }
}
