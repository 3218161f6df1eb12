import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { TypedNotice } from '../drafts/typed-notice.tsx'
import { CommentField } from '../shared/comment-field.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { KeyField } from '../shared/key-field.tsx'
import { fieldErrors, namesFields, overtakenWords } from '../shared/request-failed.ts'
import { useTyped } from '../shared/use-typed.ts'
import { PermissionChoice } from './permission-choice.tsx'
import { boxesOf, changedBoxes, factsOf, type RoleFacts, roleDifferences } from './role-boxes.ts'
import { RoleChange } from './role-change.tsx'
import { useSaveRole } from './use-roles.ts'

interface RoleFormProps {
  /** As the server has it now; null: a new one. */
  readonly role: RoleView | null
  readonly onClose: () => void
}

const NOTHING: RoleFacts = { name: '', permissions: [], inProduction: [] }

export function RoleForm({ role, onClose }: RoleFormProps) {
  const held = boxesOf(role ?? NOTHING)
  const fields = useTyped(held)
  const { shown, base, edited, disputed, set } = fields
  const [comment, setComment] = useState('')
  const save = useSaveRole(role?.key ?? null)
  const errors = fieldErrors(save.error)
  const facts = factsOf(shown)
  const choose = (part: Partial<RoleFacts>) =>
    set(changedBoxes(shown, boxesOf({ ...facts, ...part })))
  return (
    <DialogForm
      verb={role ? 'Change role' : 'Create role'}
      pending={save.isPending}
      disabled={(role !== null && !edited) || disputed}
      failure={namesFields(save.error) ? null : overtakenWords(save.error)}
      onCancel={onClose}
      onSubmit={({ key = '' }) => {
        const said = comment.trim()
        save.mutate(
          role
            ? { ...facts, expected: factsOf(held), ...(said && { comment: said }) }
            : { key, ...facts },
          { onSuccess: onClose },
        )
      }}
    >
      {!role && (
        <KeyField
          description="What the API calls it; it stays."
          placeholder="on-call"
          error={errors.key}
        />
      )}
      <TextInput
        label="Name"
        value={shown.name}
        required
        maxLength={200}
        error={errors.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <PermissionChoice
        permissions={facts.permissions}
        inProduction={facts.inProduction}
        onPermissions={(permissions) => choose({ permissions: [...permissions] })}
        onInProduction={(inProduction) => choose({ inProduction: [...inProduction] })}
      />
      {role && (
        <>
          <RoleChange role={role.key} before={held} after={shown} />
          <CommentField value={comment} onChange={setComment} />
          <TypedNotice
            typed={fields}
            of={{ project: null, key: role.key, action: 'role.updated' }}
            was={factsOf(base)}
            is={factsOf(held)}
            differences={roleDifferences(base, held)}
            saving={save.isPending}
          />
        </>
      )}
    </DialogForm>
  )
}
