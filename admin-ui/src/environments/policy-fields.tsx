import type { ApprovalPolicy, Policy } from '@bunting/flag-server/policies/policy-schemas.ts'
import { useId } from 'react'
import { APPROVAL_WORDS } from '../change-requests/change-request-words.ts'
import { ChoiceBox } from '../shared/choice-box.tsx'
import styles from './environments.module.css'

interface PolicyFieldsProps {
  readonly policy: Policy
  readonly onChange: (part: Partial<Policy>) => void
}

const CHOICES: readonly ApprovalPolicy[] = ['none', 'exposure', 'all']

/** What a change of this environment asks for. */
export function PolicyFields({ policy, onChange }: PolicyFieldsProps) {
  const name = useId()
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>Who has to agree to a change</legend>
        {CHOICES.map((approval) => (
          <ChoiceBox
            key={approval}
            oneOf={name}
            label={APPROVAL_WORDS[approval].label}
            description={APPROVAL_WORDS[approval].about}
            checked={policy.approval === approval}
            onChange={() => onChange({ approval })}
          />
        ))}
      </fieldset>
      <ChoiceBox
        label="A change needs a comment"
        description="Who changes something says why: here, through the API and on the command line alike."
        checked={policy.commentRequired}
        onChange={(commentRequired) => onChange({ commentRequired })}
      />
    </>
  )
}
