import type { SsoView } from '@bunting/flag-server/accounts/sso/sso-schemas.ts'
import { PasswordInput, Select, TagsInput, TextInput } from '@mantine/core'
import { settingsKey } from '../../drafts/draft-key.ts'
import { TypedNotice } from '../../drafts/typed-notice.tsx'
import { usePlace } from '../../projects/place.tsx'
import { useRoles } from '../../roles/use-roles.ts'
import { ChoiceBox } from '../../shared/choice-box.tsx'
import { fieldErrors, namesFields } from '../../shared/request-failed.ts'
import { SettingsForm } from '../../shared/settings-form.tsx'
import { useKeptTyped } from '../../shared/use-typed.ts'
import styles from './sso.module.css'
import {
  factsOf,
  roleIn,
  ssoDifferences,
  type TypedSso,
  typedOf,
  withRoleIn,
} from './sso-settings.ts'
import { useChangeSso } from './use-sso.ts'

const NO_ROLE = '(none)'

export function SsoForm({ sso }: { readonly sso: SsoView }) {
  const { project } = usePlace()
  const { data: roles } = useRoles()
  const held = typedOf(sso)
  const fields = useKeptTyped(held, settingsKey(project.key, 'sso', 'sso'))
  const { shown, base, edited, disputed, set, clear } = fields
  const change = useChangeSso(fields.saved)
  const errors = fieldErrors(change.error)
  const wrong = (field: string) => errors[field] ?? errors[`${field}.0`]
  const provide = (part: Partial<TypedSso['provider']>) =>
    set({ provider: { ...shown.provider, ...part } })
  return (
    <div className={styles.form}>
      <SettingsForm
        label="Single sign-on"
        verb={sso.from === null ? 'Set up' : 'Save'}
        edited={edited}
        valid={!disputed}
        saved={change.isSuccess}
        pending={change.isPending}
        failure={namesFields(change.error) ? null : change.error}
        onSave={() => change.mutate({ wanted: shown, seen: held })}
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
          value={shown.provider.issuer}
          error={wrong('issuer')}
          onChange={(event) => provide({ issuer: event.currentTarget.value })}
        />
        <TextInput
          label="Client ID"
          required
          value={shown.provider.clientId}
          error={wrong('clientId')}
          onChange={(event) => provide({ clientId: event.currentTarget.value })}
        />
        <PasswordInput
          label="Client secret"
          description={sso.hasSecret ? 'Kept as it is unless you type another one.' : undefined}
          autoComplete="off"
          required={!sso.hasSecret}
          value={shown.provider.clientSecret}
          error={wrong('clientSecret')}
          onChange={(event) => provide({ clientSecret: event.currentTarget.value })}
        />
        <TagsInput
          label="E-mail domains"
          description="Addresses of these domains may sign in, and no others."
          placeholder={shown.domains.length === 0 ? 'example.com' : ''}
          splitChars={[',', ' ']}
          acceptValueOnBlur
          required
          value={shown.domains}
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
            value={roleIn(shown.memberships, project.key) ?? NO_ROLE}
            allowDeselect={false}
            onChange={(role) =>
              set({
                memberships: withRoleIn(
                  shown.memberships,
                  project.key,
                  role === NO_ROLE ? null : role,
                ),
              })
            }
          />
        )}
        <TypedNotice
          typed={fields}
          of={{ project: null, key: 'single sign-on', action: 'sso.changed' }}
          was={factsOf(base)}
          is={factsOf(held)}
          differences={ssoDifferences(base, held)}
          saving={change.isPending}
        />
      </SettingsForm>
    </div>
  )
}
