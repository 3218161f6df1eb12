import type { AccountView } from '@bunting/flag-server/accounts/account-schemas.ts'
import { TextInput } from '@mantine/core'
import { SettingsForm } from '../../shared/settings-form.tsx'
import { useTyped } from '../../shared/use-typed.ts'
import styles from './own-account-page.module.css'
import { useRename } from './use-account.ts'

export function OwnName({ account }: { readonly account: AccountView }) {
  const { shown, edited, set, clear } = useTyped({ name: account.name })
  const rename = useRename()
  return (
    <section aria-labelledby="you">
      <h2 id="you">You</h2>
      <div className={styles.fields}>
        <SettingsForm
          label="You"
          verb="Save name"
          edited={edited && shown.name !== account.name}
          valid={shown.name.trim() !== ''}
          saved={rename.isSuccess}
          pending={rename.isPending}
          failure={rename.error}
          onSave={() => rename.mutate(shown.name.trim(), { onSuccess: clear })}
        >
          <TextInput
            label="Name"
            description="As others see it in the history."
            autoComplete="name"
            maxLength={200}
            value={shown.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        </SettingsForm>
      </div>
    </section>
  )
}
