import type { SdkKeyKind } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { useId } from 'react'
import styles from './kind-choice.module.css'

interface KindChoiceProps {
  readonly value: SdkKeyKind
  readonly onChange: (kind: SdkKeyKind) => void
}

const KINDS = [
  {
    kind: 'server',
    label: 'Server',
    about: 'For Node. Gets all flags and rules; keep it secret.',
  },
  {
    kind: 'client',
    label: 'Client',
    about: 'For browsers. Gets only flags available to client-side SDKs; may be seen.',
  },
] as const

export function KindChoice({ value, onChange }: KindChoiceProps) {
  const name = useId()
  return (
    <fieldset className={styles.choice}>
      <legend>Kind</legend>
      {KINDS.map(({ kind, label, about }) => (
        <label key={kind} data-checked={value === kind || undefined}>
          <input
            type="radio"
            name={name}
            checked={value === kind}
            onChange={() => onChange(kind)}
            aria-describedby={`${name}-${kind}`}
            aria-label={label}
          />
          <strong>{label}</strong>
          <span id={`${name}-${kind}`}>{about}</span>
        </label>
      ))}
    </fieldset>
  )
}
