import type { ComparedItem } from '@bunting/flag-server/comparison/comparison-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { AuditTarget } from '../audit/audit-target.tsx'
import { thingDifferences } from '../audit/audit-words.ts'
import { DifferenceList } from '../drafts/difference-list.tsx'
import { CopyDialog } from '../history/copy-dialog.tsx'
import { CONFIGURE } from '../projects/use-may.ts'
import { Permitted } from '../shared/permitted.tsx'
import styles from './compare-page.module.css'

interface ComparedRowProps {
  readonly item: ComparedItem
  readonly left: EnvironmentView
  readonly right: EnvironmentView
}

export function ComparedRow({
  item: { target, left: was, right: is },
  left,
  right,
}: ComparedRowProps) {
  const [copying, setCopying] = useState<'left' | 'right' | null>(null)
  const close = () => setCopying(null)
  return (
    <>
      <div className={styles.body}>
        <h2>
          <AuditTarget target={target} environment={right.key} />
          {target.type === 'segment' && ' (segment)'}
        </h2>
        <DifferenceList differences={thingDifferences(was, is)} />
      </div>
      {target.type === 'flag' && (
        <div className={styles.buttons}>
          <Permitted needs={CONFIGURE} environment={right.key}>
            <Button size="xs" onClick={() => setCopying('right')}>
              Copy to {right.name}…
            </Button>
          </Permitted>
          <Permitted needs={CONFIGURE} environment={left.key}>
            <Button size="xs" onClick={() => setCopying('left')}>
              Copy to {left.name}…
            </Button>
          </Permitted>
          <CopyDialog
            opened={copying === 'right'}
            flag={target.key}
            environment={right}
            from={left.key}
            onClose={close}
          />
          <CopyDialog
            opened={copying === 'left'}
            flag={target.key}
            environment={left}
            from={right.key}
            onClose={close}
          />
        </div>
      )}
    </>
  )
}
