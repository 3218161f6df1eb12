import { usePlace } from '../../projects/place.tsx'
import { useWhyNot } from '../../projects/use-may.ts'
import { ConfirmPopover } from '../../shared/confirm-popover.tsx'
import { useDeleteTemplate } from './use-plan.ts'

export function DeleteTemplate({ name }: { readonly name: string }) {
  const { project } = usePlace()
  const remove = useDeleteTemplate(project.key)
  return (
    <ConfirmPopover
      label={`Delete template ${name}`}
      question={
        <>
          Delete <strong>{name}</strong> for everybody in this project? Releases that were made of
          it stay as they are.
        </>
      }
      verb="Delete template"
      button={{ size: 'xs', variant: 'subtle' }}
      refused={useWhyNot('template.manage')}
      failure={remove.error}
      pending={remove.isPending}
      onConfirm={(close) => remove.mutate(name, { onSuccess: close })}
    >
      Delete
    </ConfirmPopover>
  )
}
