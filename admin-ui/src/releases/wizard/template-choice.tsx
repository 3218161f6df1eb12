import type { TemplateView } from '@bunting/flag-server/releases/release-schemas.ts'
import { useId } from 'react'
import { percent } from '../../shared/number-words.ts'
import { shareInForce } from '../timeline.ts'
import { DeleteTemplate } from './delete-template.tsx'
import { stageDraft } from './plan-draft.ts'
import styles from './template-choice.module.css'

interface TemplateChoiceProps {
  readonly templates: readonly TemplateView[]
  readonly value: string
  readonly onChange: (template: TemplateView) => void
}

const ABOUT: Readonly<Record<string, { name: string; about: string }>> = {
  canary: {
    name: 'Canary',
    about: 'A growing share of users. The usual way: whoever has met it keeps it.',
  },
  rolling: {
    name: 'Rolling',
    about: 'A growing share of application instances, as a deployment would, in batches.',
  },
  'blue-green': {
    name: 'Blue-green',
    about: 'Everybody at once, both sides kept ready, back in one click.',
  },
}

/** What to begin with; every part of it can be changed in the steps after. */
export function TemplateChoice({ templates, value, onChange }: TemplateChoiceProps) {
  const group = useId()
  return (
    <fieldset className={styles.choice}>
      <legend>How</legend>
      {templates.map((template) => {
        const words = template.builtIn ? ABOUT[template.name] : undefined
        const name = words?.name ?? template.name
        const id = `${group}-${template.name}`
        return (
          <div
            key={template.name}
            className={styles.card}
            data-checked={value === template.name || undefined}
          >
            <label>
              <input
                type="radio"
                name={group}
                checked={value === template.name}
                onChange={() => onChange(template)}
                aria-label={name}
                aria-describedby={id}
              />
              <strong>{name}</strong>
              <span id={id} className={styles.about}>
                {words?.about ?? `Saved by ${template.createdBy ?? 'somebody'}.`}
              </span>
              <Steps template={template} />
            </label>
            {!template.builtIn && <DeleteTemplate name={template.name} />}
          </div>
        )
      })}
    </fieldset>
  )
}

/** Its shares as a stair: the shape of the release at a glance. */
function Steps({ template }: { readonly template: TemplateView }) {
  const shares = template.stages.map((stage) => shareInForce(stageDraft(stage)))
  return (
    <span className={styles.steps}>
      <span aria-hidden="true">
        {shares.map((share, index) => (
          <i key={index} style={{ height: `${Math.max(4, share / 1_000)}%` }} />
        ))}
      </span>
      <small>{shares.map(percent).join(' · ')}</small>
    </span>
  )
}
