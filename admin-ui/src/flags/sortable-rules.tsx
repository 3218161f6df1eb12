import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  type Modifier,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import type { ReactNode } from 'react'
import type { Rule } from '../conditions/operators.ts'
import { ruleName } from './rule-name.ts'

interface SortableRulesProps {
  readonly rules: readonly Rule[]
  readonly onMove: (from: number, to: number) => void
  readonly children: ReactNode
}

const onlyUpAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 })

/** Rules are dragged by their handles, with the pointer or the arrow keys; it is said aloud where they are. */
export function SortableRules({ rules, onMove, children }: SortableRulesProps) {
  const sensors = useSensors(
    // A click on the handle is no drag.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const placeOf = (id: UniqueIdentifier) => rules.findIndex((rule) => rule.id === id)
  const drop = ({ active, over }: DragEndEvent) => {
    const [from, to] = [placeOf(active.id), over ? placeOf(over.id) : -1]
    if (to !== -1 && from !== to) onMove(from, to)
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[onlyUpAndDown]}
      onDragEnd={drop}
      accessibility={{
        announcements: announcements(rules, placeOf),
        screenReaderInstructions: {
          draggable:
            'Press space to lift the rule, arrow keys to move it, space to put it down, escape to leave it where it was.',
        },
      }}
    >
      <SortableContext items={rules.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  )
}

function announcements(
  rules: readonly Rule[],
  placeOf: (id: UniqueIdentifier) => number,
): Announcements {
  const name = (id: UniqueIdentifier) => {
    const place = placeOf(id)
    const rule = rules[place]
    return rule ? ruleName(rule, place) : 'The rule'
  }
  const place = (id: UniqueIdentifier) => `place ${placeOf(id) + 1} of ${rules.length}`
  return {
    onDragStart: ({ active }) => `${name(active.id)} is lifted.`,
    onDragOver: ({ active, over }) =>
      over ? `${name(active.id)} is over ${place(over.id)}.` : undefined,
    onDragEnd: ({ active, over }) =>
      over ? `${name(active.id)} is at ${place(over.id)}.` : undefined,
    onDragCancel: ({ active }) => `${name(active.id)} stays where it was.`,
  }
}
