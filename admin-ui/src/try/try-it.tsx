import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { SegmentedControl } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { ContextInput } from './context-input.tsx'
import { UNASKED } from './context-text.ts'
import { Explained } from './explained.tsx'
import { MomentSelect } from './moment-select.tsx'
import styles from './try.module.css'
import { useAskedContext } from './use-asked-context.ts'
import { useDraftExplanation } from './use-draft-explanation.ts'
import { useExplainFlag } from './use-explain.ts'
import { useMoment } from './use-moment.ts'

interface TryItProps {
  readonly flag: FlagView
  /** With what was typed over it. */
  readonly shown: FlagConfigurationView
  /** Something is typed and not saved. */
  readonly edited: boolean
}

/** What somebody would get and why: as it is saved, as it would be, or as it was. */
export function TryIt({ flag, shown, edited }: TryItProps) {
  const { text, setText, problem, context, asked } = useAskedContext()
  const [moment, setMoment] = useMoment()
  const [wantsDraft, setWantsDraft] = useState(true)
  const draft = useDraftExplanation(flag, shown, context, edited && moment.kind === 'now')
  const usesDraft = draft !== null && wantsDraft
  const saved = useExplainFlag(flag.key, asked, moment)
  const explained = usesDraft ? draft : saved.data
  return (
    <section className={styles.try} aria-label="Try it" ref={useScrollWhenAsked()}>
      <div className={styles.head}>
        <h2>Try it</h2>
        {draft !== null && (
          <SegmentedControl
            size="xs"
            aria-label="Of what"
            data={[
              { value: 'saved', label: 'As it is saved' },
              { value: 'draft', label: 'With your changes' },
            ]}
            value={usesDraft ? 'draft' : 'saved'}
            onChange={(of) => setWantsDraft(of === 'draft')}
          />
        )}
        <span className={styles.moment}>
          as of <MomentSelect moment={moment} flag={flag.key} onChange={setMoment} />
        </span>
      </div>
      <div className={styles.panes}>
        <ContextInput text={text} problem={problem} onChange={setText} />
        <div className={styles.result}>
          {!usesDraft && problem === null && <FailureNotice failure={saved.error} />}
          {problem !== null && <p className={styles.unasked}>{UNASKED}</p>}
          {problem === null && explained && (usesDraft || !saved.error) && (
            <Explained
              explained={explained}
              offVariant={shown.offVariant}
              old={!usesDraft && saved.isPlaceholderData}
            />
          )}
        </div>
      </div>
    </section>
  )
}

/** A link to a moment, or to `#try`, is a link to this. */
function useScrollWhenAsked() {
  const [params] = useSearchParams()
  const section = useRef<HTMLElement>(null)
  const asked = useRef(params.has('revision') || params.has('at') || location.hash === '#try')
  useEffect(() => {
    if (asked.current) section.current?.scrollIntoView({ block: 'center' })
    asked.current = false
  }, [])
  return section
}
