import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Textarea } from '@mantine/core'
import { ruleName } from '../../flags/rule-name.ts'
import { useEnvironmentName } from '../../projects/use-environment-name.ts'
import { CodeBlock } from '../../sdk-keys/code-block.tsx'
import { Panel } from '../panel.tsx'
import type { PlanDraft } from './plan-draft.ts'
import styles from './plan-page.module.css'
import { releaseSnippets } from './release-snippets.ts'
import { reviewSentences, safetySentences, stageLines } from './review-words.ts'
import { SaveTemplate } from './save-template.tsx'

interface ReviewStepProps {
  readonly project: string
  readonly environment: string
  readonly flag: FlagView
  readonly draft: PlanDraft
  readonly onChange: (parts: Partial<PlanDraft>) => void
}

/** What will happen, in sentences, and the code that it needs. */
export function ReviewStep({ project, environment, flag, draft, onChange }: ReviewStepProps) {
  const nameOf = useEnvironmentName()
  const configuration = flag.environments[environment]
  const rules = configuration?.rules ?? []
  const index = rules.findIndex(({ id }) => id === draft.rule)
  const rule = rules[index]
  const facts = {
    flag: flag.key,
    environment: nameOf(environment),
    on: configuration?.on ?? false,
    place: rule ? ruleName(rule, index) : 'Everyone else',
  }
  const snippets = releaseSnippets(flag.key, draft)
  return (
    <div className={styles.review}>
      <Panel title="What will happen">
        <ul className={styles.sentences}>
          {reviewSentences(draft, facts).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <ol className={styles.lines} aria-label="Stages">
          {stageLines(draft).map((line, at) => (
            <li key={at}>{line}</li>
          ))}
        </ol>
      </Panel>
      <Panel title="What takes it back">
        <ul className={styles.sentences}>
          {safetySentences(draft).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Panel>
      {snippets.length > 0 && (
        <Panel title="The code it needs">
          <p className={styles.hint}>
            The guards see what goes through it. Code that only asks for the flag is moved, and not
            watched.
          </p>
          {snippets.map(({ name, code }) => (
            <div key={name} className={styles.snippet}>
              <h3>{name}</h3>
              <CodeBlock code={code} what={`${name} snippet`} />
            </div>
          ))}
        </Panel>
      )}
      <Textarea
        label="Comment"
        placeholder="Why now? Who looks at it? (optional)"
        value={draft.comment}
        maxLength={2_000}
        autosize
        minRows={2}
        maxRows={6}
        onChange={(event) => onChange({ comment: event.currentTarget.value })}
      />
      <SaveTemplate project={project} draft={draft} />
    </div>
  )
}
