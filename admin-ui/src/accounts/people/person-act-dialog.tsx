import type { PersonView } from '@bunting/flag-server/accounts/people/person-schemas.ts'
import { Dialog } from '../../shared/dialog.tsx'
import { DialogForm } from '../../shared/dialog-form.tsx'
import { LinkToHandOn } from './link-to-hand-on.tsx'
import type { ActWords } from './person-acts.ts'
import { useActOnPerson } from './use-people.ts'

interface PersonActDialogProps {
  readonly person: PersonView
  readonly words: ActWords
  readonly onClose: () => void
}

/** Says what is about to change, and changes it. */
export function PersonActDialog({ person, words, onClose }: PersonActDialogProps) {
  const perform = useActOnPerson(person.id)
  const link = perform.data?.link
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`${words.label.replace(/…$/, '')}: ${person.name}`}
      size={480}
      // A link is shown this once: a stray click must not lose it.
      closeOnClickOutside={link === undefined}
    >
      {link === undefined ? (
        <DialogForm
          verb={words.verb}
          danger={words.danger ?? false}
          failure={perform.error}
          pending={perform.isPending}
          onCancel={onClose}
          onSubmit={() =>
            perform.mutate(words.act, {
              onSuccess: (made) => {
                if (made === null) onClose()
              },
            })
          }
        >
          <p>{words.question}</p>
        </DialogForm>
      ) : (
        <LinkToHandOn link={link} onClose={onClose}>
          Give this to {person.name} over a channel you trust. It works once, within an hour.
        </LinkToHandOn>
      )}
    </Dialog>
  )
}
