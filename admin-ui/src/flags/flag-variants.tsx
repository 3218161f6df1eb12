import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useState } from 'react'
import { ConsentDialog } from '../change-requests/consent-dialog.tsx'
import { useAsksMoreAnywhere } from '../change-requests/use-asks-more.ts'
import { settingsKey } from '../drafts/draft-key.ts'
import { settingsDifferences } from '../drafts/settings-differences.ts'
import { TypedNotice } from '../drafts/typed-notice.tsx'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { listed } from '../shared/number-words.ts'
import { sameJson } from '../shared/same-json.ts'
import { SettingsForm } from '../shared/settings-form.tsx'
import { useKeptTyped } from '../shared/use-typed.ts'
import styles from './flag-settings-section.module.css'
import { useUpdateFlag } from './use-update-flag.ts'
import { readVariants, rowsOf, type VariantRow } from './variant-rows.ts'
import { variantUses } from './variant-uses.ts'
import { VariantsEditor } from './variants-editor.tsx'

/** What the flag can serve. A boolean is on or off; the others are edited here. */
export function FlagVariants({ flag }: { readonly flag: FlagView }) {
  if (flag.type === 'boolean') {
    return (
      <section className={styles.variants} aria-label="Variants">
        <h2>Variants</h2>
        <p>
          A boolean flag serves <code>on</code> or <code>off</code>.
        </p>
      </section>
    )
  }
  return <EditedVariants key={flag.key} flag={flag} />
}

function EditedVariants({ flag }: { readonly flag: FlagView }) {
  const { project } = usePlace()
  const held = { rows: rowsOf(flag.type, flag.variants) }
  const fields = useKeptTyped(held, settingsKey(project.key, 'flag-variants', flag.key))
  const { edited, disputed, set, clear } = fields
  const { rows } = fields.shown
  // What the server took stands there as it writes it.
  const update = useUpdateFlag(flag, clear)
  const asks = useAsksMoreAnywhere()
  const nameOf = useEnvironmentName()
  const [asking, setAsking] = useState(false)
  const variants = readVariants(flag.type, rows)
  const changed = edited && !sameVariants(variants, flag.variants)
  const missed = variants
    ? Object.keys(flag.variants).filter(
        (name) => !Object.hasOwn(variants, name) && variantUses(flag, name).length > 0,
      )
    : []
  const save = () => {
    if (!variants) return
    if (asks) setAsking(true)
    else send('')
  }
  const send = (comment: string) => {
    if (!variants) return
    const patch = { variants, expectedVersion: flag.version, ...(comment && { comment }) }
    update.mutate(patch, { onSuccess: () => setAsking(false) })
  }
  return (
    <>
      <SettingsForm
        label="Variants"
        verb="Save variants"
        edited={changed}
        valid={variants !== null && missed.length === 0 && !disputed}
        saved={update.isSuccess && !edited}
        pending={update.isPending}
        failure={update.error}
        onSave={save}
        onDiscard={clear}
      >
        <VariantsEditor type={flag.type} rows={rows} onChange={(typed) => set({ rows: typed })} />
        {missed.map((name) => (
          <p key={name} className={styles.missed} role="alert">
            <code>{name}</code> is still served in {listed(variantUses(flag, name).map(nameOf))}.
            Add the new name, serve it there, then take the old one out.
          </p>
        ))}
        <TypedNotice
          typed={fields}
          of={{ project: project.key, key: flag.key, flag: flag.key, action: 'flag.updated' }}
          was={{ variants: readVariants(flag.type, fields.base.rows) }}
          is={{ variants: flag.variants }}
          differences={settingsDifferences(
            { variants: 'Variants' },
            { variants: inWords(fields.base.rows) },
            { variants: inWords(held.rows) },
          )}
          saving={update.isPending}
        />
      </SettingsForm>
      <ConsentDialog
        // What it would save is not decided while two differ.
        opened={asking && !disputed}
        title="Save variants"
        operation={variants && { type: 'update-flag', flag: flag.key, patch: { variants } }}
        version={flag.version}
        verb="Save variants"
        pending={update.isPending}
        failure={update.error}
        onCancel={() => setAsking(false)}
        onConfirm={send}
        onAsked={clear}
      >
        <p>
          What <code>{flag.key}</code> can serve, in every environment.
        </p>
      </ConsentDialog>
    </>
  )
}

const inWords = (rows: readonly VariantRow[]) => rows.map(({ name, text }) => `${name}: ${text}`)

/** Their order is their author's, and counts. */
function sameVariants(a: FlagView['variants'] | null, b: FlagView['variants']): boolean {
  return a !== null && sameJson(a, b) && sameJson(Object.keys(a), Object.keys(b))
}
