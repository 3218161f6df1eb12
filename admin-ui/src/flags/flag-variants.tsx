import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { listed } from '../shared/number-words.ts'
import { sameJson } from '../shared/same-json.ts'
import styles from './flag-settings-section.module.css'
import { isStale } from './use-save-configuration.ts'
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
  const [typed, setTyped] = useState<readonly VariantRow[] | null>(null)
  const update = useUpdateFlag(flag)
  const rows = typed ?? rowsOf(flag.type, flag.variants)
  const variants = readVariants(flag.type, rows)
  const changed = typed !== null && !sameVariants(variants, flag.variants)
  const missed = variants
    ? Object.keys(flag.variants).filter(
        (name) => !Object.hasOwn(variants, name) && variantUses(flag, name).length > 0,
      )
    : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!variants || missed.length > 0) return
    const patch = { variants, expectedVersion: flag.version }
    update.mutate(patch, { onSuccess: () => setTyped(null) })
  }
  return (
    <form className={styles.form} onSubmit={submit} aria-label="Variants">
      <VariantsEditor type={flag.type} rows={rows} onChange={setTyped} />
      {missed.map((name) => (
        <p key={name} className={styles.missed} role="alert">
          <code>{name}</code> is still served in {listed(variantUses(flag, name))}. Add the new
          name, serve it there, then take the old one out.
        </p>
      ))}
      <FailureNotice
        failure={
          isStale(update.error)
            ? new Error('Somebody else edited this meanwhile. What you typed is kept: save again.')
            : update.error
        }
      />
      <div className={styles.buttons}>
        <Button
          type="submit"
          variant="filled"
          loading={update.isPending}
          disabled={!changed || !variants || missed.length > 0}
        >
          Save variants
        </Button>
        {typed !== null && <Button onClick={() => setTyped(null)}>Discard</Button>}
        <span role="status">{update.isSuccess && typed === null && 'Saved.'}</span>
      </div>
    </form>
  )
}

/** Their order is their author's, and counts. */
function sameVariants(a: FlagView['variants'] | null, b: FlagView['variants']): boolean {
  return a !== null && sameJson(a, b) && sameJson(Object.keys(a), Object.keys(b))
}
