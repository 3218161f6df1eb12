import type { FlagView, Serve } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Select } from '@mantine/core'
import { FieldErrorText } from '../shared/field-error-text.tsx'
import { MovesBar } from './moves-bar.tsx'
import { RolloutEditor } from './rollout-editor.tsx'
import { armOrder, asRollout } from './shares.ts'

interface ServeEditorProps {
  readonly label: string
  readonly flag: FlagView
  readonly offVariant: string
  readonly serve: Serve
  /** As the server has it; left out for what is new. */
  readonly before?: Serve | undefined
  /** Of the field it is, for what is wrong with it. */
  readonly path: string
  readonly onChange: (serve: Serve) => void
}

/** No variant has this name: a space is not allowed in one. */
const ROLLOUT = 'percentage rollout'

/** One variant, or a share of people for each. */
export function ServeEditor(props: ServeEditorProps) {
  const { label, flag, offVariant, serve, before, path, onChange } = props
  const variants = Object.keys(flag.variants)
  const choose = (choice: string | null) => {
    if (choice === null) return
    if (choice !== ROLLOUT) onChange({ variant: choice })
    else onChange({ rollout: asRollout(serve, armOrder(variants, offVariant)) })
  }
  return (
    <>
      <Select
        aria-label={label}
        data={[
          ...variants.map((variant) => ({ value: variant, label: variant })),
          { value: ROLLOUT, label: 'Percentage rollout' },
        ]}
        value={'variant' in serve ? serve.variant : ROLLOUT}
        onChange={choose}
      />
      {'rollout' in serve && (
        <RolloutEditor
          rollout={serve.rollout}
          variants={armOrder(variants, offVariant)}
          offVariant={offVariant}
          onChange={(rollout) => onChange({ rollout })}
        />
      )}
      <MovesBar before={before} after={serve} offVariant={offVariant} />
      <FieldErrorText path={path} />
    </>
  )
}
