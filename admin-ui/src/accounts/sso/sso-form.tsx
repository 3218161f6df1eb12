import type { SsoView } from '@bunting/flag-server/accounts/sso/sso-schemas.ts'
import { PasswordInput, Select, TagsInput, TextInput } from '@mantine/core'
import { usePlace } from '../../projects/place.tsx'
import { useRoles } from '../../roles/use-roles.ts'
import { ChoiceBox } from '../../shared/choice-box.tsx'
import { fieldErrors, namesFields } from '../../shared/request-failed.ts'
import { SettingsForm } from '../../shared/settings-form.tsx'
import { useTyped } from '../../shared/use-typed.ts'
import styles from './sso.module.css'
import { settingsOf, typedOf } from './sso-settings.ts'
import { useChangeSso } from './use-sso.ts'

const NO_ROLE = '(none)'

export function SsoForm({ sso }: { readonly sso: SsoView }) {
  const { project } = usePlace()
  const { data: roles } = useRoles()
  const { shown, edited, set, clear } = useTyped(typedOf(sso, project.key))
  const change = useChangeSso()
  const errors = fieldErrors(change.error)
  const wrong = (field: string) => errors[field] ?? errors[`${field}.0`]
  const save = () => change.mutate(settingsOf(shown, sso, project.key), { onSuccess: clear })
  return (
    <div className={styles.form}>
      <SettingsForm
        label="Single sign-on"
        verb={sso.from === null ? 'Set up' : 'Save'}
        edited={edited}
        saved={change.isSuccess}
        pending={change.isPending}
        failure={namesFields(change.error) ? null : change.error}
        onSave={save}
        onDiscard={clear}
      >
        <TextInput
          label="Name"
          description="On the button: Sign in with …"
          required
          maxLength={200}
          value={shown.name}
          error={wrong('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Issuer"
          description="The provider’s address, without /.well-known/openid-configuration."
          placeholder="https://login.example.com"
          type="url"
          required
          value={shown.issuer}
          error={wrong('issuer')}
          onChange={(event) => set({ issuer: event.currentTarget.value })}
        />
        <TextInput
          label="Client ID"
          required
          value={shown.clientId}
          error={wrong('clientId')}
          onChange={(event) => set({ clientId: event.currentTarget.value })}
        />
        <PasswordInput
          label="Client secret"
          description={sso.hasSecret ? 'Kept as it is unless you type another one.' : undefined}
          autoComplete="off"
          required={!sso.hasSecret}
          value={shown.clientSecret}
          error={wrong('clientSecret')}
          onChange={(event) => set({ clientSecret: event.currentTarget.value })}
        />
        <TagsInput
          label="E-mail domains"
          description="Addresses of these domains may sign in, and no others."
          placeholder={shown.domains.length === 0 ? 'example.com' : ''}
          splitChars={[',', ' ']}
          acceptValueOnBlur
          required
          value={[...shown.domains]}
          error={wrong('domains')}
          onChange={(domains) => set({ domains: domains.map((one) => one.toLowerCase()) })}
        />
        <ChoiceBox
          label="Make an account at the first sign-in"
          description="Otherwise people need an invitation, or an account they have already."
          checked={shown.signUp}
          onChange={(signUp) => set({ signUp })}
        />
        {shown.signUp && (
          <Select
            label={`Role of new people in ${project.name}`}
            data={[
              { value: NO_ROLE, label: 'None' },
              ...(roles ?? []).map(({ key, name }) => ({ value: key, label: name })),
            ]}
            value={shown.role ?? NO_ROLE}
            allowDeselect={false}
            onChange={(role) => set({ role: role === NO_ROLE ? null : role })}
          />
        )}
      </SettingsForm>
    </div>
  )
}
