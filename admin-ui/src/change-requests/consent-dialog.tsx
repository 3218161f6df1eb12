import { Dialog } from '../shared/dialog.tsx'
import { ConsentForm, type ConsentFormProps } from './consent-form.tsx'

interface ConsentDialogProps extends ConsentFormProps {
  readonly opened: boolean
  readonly title: string
}

/** For a button that acts at once where nothing is asked. */
export function ConsentDialog({ opened, title, ...form }: ConsentDialogProps) {
  return (
    <Dialog opened={opened} onClose={form.onCancel} title={title} size={480}>
      <ConsentForm {...form} />
    </Dialog>
  )
}
