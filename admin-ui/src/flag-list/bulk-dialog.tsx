import type { BulkAct } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { SelectedFlag } from '@bunting/flag-server/flags/flag-selection.ts'
import { SegmentedControl, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { useMay } from '../projects/use-may.ts'
import { CommentField } from '../shared/comment-field.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { counted } from '../shared/number-words.ts'
import { needsComment } from './bulk-comment.ts'
import styles from './bulk-dialog.module.css'
import { BulkReach } from './bulk-reach.tsx'
import { useFlagFacets } from './use-flag-facets.ts'

export type BulkQuestion =
  | 'tags'
  | 'owner'
  | 'turn-on'
  | 'turn-off'
  | 'archive'
  | 'restore'
  | 'delete'

interface BulkDialogProps {
  readonly question: BulkQuestion
  readonly flags: readonly SelectedFlag[]
  readonly onClose: () => void
  readonly onConfirm: (act: BulkAct, comment: string) => void
}

const VERBS: Readonly<Record<BulkQuestion, string>> = {
  tags: 'Change tags',
  owner: 'Set owner',
  'turn-on': 'Turn on',
  'turn-off': 'Turn off',
  archive: 'Archive',
  restore: 'Restore',
  delete: 'Delete for good',
}

/** Shows exactly what would change, and asks why. */
export function BulkDialog({ question, flags, onClose, onConfirm }: BulkDialogProps) {
  const { project, environment } = usePlace()
  const facets = useFlagFacets(project.key, false)
  const [removing, setRemoving] = useState(false)
  const [tags, setTags] = useState<string[]>([])
  const [owner, setOwner] = useState('')
  const [comment, setComment] = useState('')
  const act = actOf(question, environment.key, { removing, tags, owner: owner.trim() })
  const where = question.startsWith('turn') ? ` in ${environment.name}` : ''
  const mayConfigure = useMay('flag.configure')
  const commentRequired = needsComment(act, project.environments, mayConfigure)
  const isDanger = question === 'archive' || question === 'delete'
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`${VERBS[question]}: ${counted(flags.length, 'flag')}${where}`}
      size={480}
    >
      <DialogForm
        verb={`${VERBS[question]}${where}`}
        pending={false}
        danger={isDanger}
        disabled={
          (question === 'tags' && tags.length === 0) || (commentRequired && comment.trim() === '')
        }
        onCancel={onClose}
        onSubmit={() => onConfirm(act, comment)}
      >
        {question === 'tags' && (
          <div className={styles.tags}>
            <SegmentedControl
              aria-label="What to do with the tags"
              data={[
                { value: 'add', label: 'Add' },
                { value: 'remove', label: 'Remove' },
              ]}
              value={removing ? 'remove' : 'add'}
              onChange={(chosen) => setRemoving(chosen === 'remove')}
            />
            <TagsInput
              label="Tags"
              value={tags}
              onChange={setTags}
              data={removing ? tagsOf(flags) : (facets?.tags ?? []).map(({ value }) => value)}
              data-autofocus
            />
          </div>
        )}
        {question === 'owner' && (
          <TextInput
            label="Owner"
            description="A person or a team. Empty: nobody."
            value={owner}
            maxLength={200}
            onChange={(event) => setOwner(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <BulkReach act={act} flags={flags} environment={environment.key} />
        <CommentField value={comment} onChange={setComment} required={commentRequired} />
      </DialogForm>
    </Dialog>
  )
}

interface Entered {
  readonly removing: boolean
  readonly tags: string[]
  readonly owner: string
}

function actOf(question: BulkQuestion, environment: string, entered: Entered): BulkAct {
  switch (question) {
    case 'tags':
      return { type: entered.removing ? 'remove-tags' : 'add-tags', tags: entered.tags }
    case 'owner':
      return { type: 'set-owner', owner: entered.owner === '' ? null : entered.owner }
    case 'turn-on':
    case 'turn-off':
      return { type: 'switch', environment, on: question === 'turn-on' }
    default:
      return { type: question }
  }
}

function tagsOf(flags: readonly SelectedFlag[]): string[] {
  return [...new Set(flags.flatMap((flag) => flag.tags))].sort()
}
