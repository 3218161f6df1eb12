import type { Decision } from '@bunting/flag-server/evaluation/explanation-schemas.ts'
import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { IconChevronRight } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { sameJson } from '../shared/same-json.ts'
import { Answer } from './answer.tsx'
import type { Context } from './context-text.ts'
import { decisionWords } from './decision-words.ts'
import { ExplanationSteps } from './explanation-steps.tsx'
import { type Moment, writeMoment } from './moment.ts'
import styles from './try.module.css'
import { useExplainFlag } from './use-explain.ts'

interface AnswerRowProps {
  readonly flag: string
  readonly decision: Decision
  /** As it is now: rules are named by it, and its off variant is grey. */
  readonly configuration: FlagConfigurationView | undefined
  /** What it answers now, when the question is about the past. */
  readonly now: Decision | undefined
  readonly open: boolean
  readonly context: Context | null
  readonly moment: Moment
  readonly onToggle: () => void
}

export function AnswerRow(props: AnswerRowProps) {
  const { flag, decision, configuration, now, open, context, moment, onToggle } = props
  const { project, environment } = usePlace()
  const search = writeMoment(moment, new URLSearchParams()).toString()
  const offVariant = configuration?.offVariant
  const differs = now !== undefined && !sameJson(now.value, decision.value)
  return (
    <div className={styles.row} data-open={open || undefined}>
      <button
        type="button"
        className={styles.line}
        aria-expanded={open}
        aria-label={`Why ${flag}`}
        onClick={onToggle}
      >
        <IconChevronRight size={14} aria-hidden="true" />
      </button>
      <Link to={{ pathname: pagePaths.flag(project.key, environment.key, flag), search }}>
        <code>{flag}</code>
      </Link>
      <Answer decision={decision} offVariant={offVariant} />
      <span className={styles.why}>{decisionWords(decision, configuration?.rules ?? [])}</span>
      {differs && (
        <span className={styles.now}>
          now <Answer decision={now} offVariant={offVariant} />
        </span>
      )}
      {open && <OpenRow flag={flag} context={context} moment={moment} />}
    </div>
  )
}

type OpenRowProps = Pick<AnswerRowProps, 'flag' | 'context' | 'moment'>

function OpenRow({ flag, context, moment }: OpenRowProps) {
  const { data, error, isPlaceholderData } = useExplainFlag(flag, context, moment)
  return (
    <div className={styles.steps} data-old={isPlaceholderData || undefined}>
      <FailureNotice failure={error} />
      {data && !error && <ExplanationSteps steps={data.steps} prerequisites={data.prerequisites} />}
    </div>
  )
}
