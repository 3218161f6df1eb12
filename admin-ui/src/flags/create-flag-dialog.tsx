import type { FlagKind, FlagView, NewFlag } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { apiPaths } from '../shared/api-paths.ts'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import styles from '../shared/form.module.css'
import { KeyField } from '../shared/key-field.tsx'
import { queryKeys } from '../shared/query-keys.ts'
import { ReadOnly } from '../shared/read-only.tsx'
import { request } from '../shared/request.ts'
import { fieldErrors } from '../shared/request-failed.ts'
import { putFlag } from './flag-cache.ts'
import { KIND_WORDS } from './kind-words.ts'
import { readVariants, startingVariants, type ValueType, type VariantRow } from './variant-rows.ts'
import { VariantsEditor } from './variants-editor.tsx'

interface CreateFlagDialogProps {
  readonly opened: boolean
  /** What code asks for already; empty when nothing is known. */
  readonly suggestedKey: string
  readonly onClose: () => void
}

const KINDS = Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))
const TYPES = [
  { value: 'boolean', label: 'Boolean: on or off' },
  { value: 'string', label: 'String' },
  { value: 'number', label: 'Number' },
  { value: 'json', label: 'JSON' },
]

export function CreateFlagDialog({ opened, suggestedKey, onClose }: CreateFlagDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Create flag" size={520}>
      <ReadOnly unless="flag.edit">
        <CreateFlagForm suggestedKey={suggestedKey} onClose={onClose} />
      </ReadOnly>
    </Dialog>
  )
}

function CreateFlagForm({ suggestedKey, onClose }: Omit<CreateFlagDialogProps, 'opened'>) {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [type, setType] = useState<ValueType>('boolean')
  const [kind, setKind] = useState<FlagKind>('release')
  const [rows, setRows] = useState<readonly VariantRow[]>(startingVariants('boolean'))
  const [tags, setTags] = useState<string[]>([])
  const variants = readVariants(type, rows)
  const create = useMutation({
    mutationFn: (flag: NewFlag) => request<FlagView>('POST', apiPaths.flags(project.key), flag),
    onSuccess: (flag) => {
      putFlag(client, project.key, flag)
      client.invalidateQueries({ queryKey: queryKeys.flags(project.key) })
      client.invalidateQueries({ queryKey: queryKeys.unknownFlags(project.key) })
      navigate(pagePaths.flag(project.key, environment.key, flag.key), { replace: true })
    },
  })
  const errors = fieldErrors(create.error)

  const submit = ({ key = '', name = '', description = '' }) => {
    if (variants === null) return
    create.mutate({
      key,
      type,
      kind,
      ...(type !== 'boolean' && { variants }),
      ...(name && { name }),
      ...(description && { description }),
      ...(tags.length > 0 && { tags }),
    })
  }
  return (
    <DialogForm
      verb="Create flag"
      disabled={variants === null}
      failure={create.error}
      pending={create.isPending}
      onCancel={onClose}
      onSubmit={submit}
    >
      <KeyField
        description="What code asks for; it cannot be changed later."
        placeholder="new-checkout"
        defaultValue={suggestedKey}
        error={errors.key}
      />
      <TextInput label="Name" name="name" placeholder="New checkout" maxLength={200} />
      <div className={styles.pair}>
        <Select
          label="Type"
          data={TYPES}
          value={type}
          onChange={(chosen) => {
            const next = (chosen ?? 'boolean') as ValueType
            setType(next)
            setRows(startingVariants(next))
          }}
        />
        <Select
          label="Kind"
          data={KINDS}
          value={kind}
          onChange={(chosen) => setKind((chosen ?? 'release') as FlagKind)}
        />
      </div>
      {type !== 'boolean' && <VariantsEditor type={type} rows={rows} onChange={setRows} />}
      <Textarea label="Description" name="description" autosize minRows={2} maxRows={6} />
      <TagsInput label="Tags" value={tags} onChange={setTags} placeholder="checkout" />
    </DialogForm>
  )
}
