import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { DeliveryLine } from '../live/delivery-line.tsx'
import { usePlace } from '../projects/place.tsx'
import { Panel } from '../releases/panel.tsx'
import { VirtualList } from '../shared/virtual-list.tsx'
import { ChangedItem } from './changed-item.tsx'
import { isLive } from './is-live.ts'
import { itemsInWords } from './items-in-words.ts'
import styles from './request-page.module.css'
import { RequestReach } from './request-reach.tsx'

interface RequestChangesProps {
  readonly view: ChangeRequestView
}

/** What it would change, or changed, in words or as JSON; whom it reaches, or who has it. */
export function RequestChanges({ view }: RequestChangesProps) {
  const { project } = usePlace()
  const [as, setAs] = useState('words')
  const { state, environment, appliedRevision } = view
  const items = as === 'json' ? view.items : itemsInWords(view.items)
  const numbered = items.map((item, at) => ({ item, at }))
  return (
    <Panel
      title={state === 'applied' ? 'What changed' : 'What would change'}
      beside={
        <SegmentedControl
          size="xs"
          aria-label="Shown as"
          data={[
            { value: 'words', label: 'Words' },
            { value: 'json', label: 'JSON' },
          ]}
          value={as}
          onChange={setAs}
        />
      }
    >
      <div className={styles.changes}>
        {items.length === 0 && <p>Nothing: it is like that already.</p>}
        {items.length > 0 && (
          <VirtualList
            key={as}
            items={numbered}
            // Two may be about the same thing: a release, and the flag that it moves.
            keyOf={({ at }) => String(at)}
            rowHeight={60}
            label="Changes"
            className={styles.items}
          >
            {({ item }) => (
              <ChangedItem item={item} aboutOne={items.length === 1} json={as === 'json'} />
            )}
          </VirtualList>
        )}
        {isLive(state) && <RequestReach view={view} />}
        {state === 'applied' && environment !== null && appliedRevision !== null && (
          <p className={styles.delivery}>
            <span>r{appliedRevision} ·</span>
            <DeliveryLine
              project={project.key}
              environment={environment}
              revision={appliedRevision}
            />
          </p>
        )}
      </div>
    </Panel>
  )
}
