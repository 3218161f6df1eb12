import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { count, counted } from '../shared/number-words.ts'
import { Page } from '../shared/page.tsx'
import { SearchField } from '../shared/search-field.tsx'
import { exactly } from '../shared/time-words.ts'
import { AnswerGrid } from './answer-grid.tsx'
import { ContextInput } from './context-input.tsx'
import { UNASKED } from './context-text.ts'
import { MomentSelect } from './moment-select.tsx'
import styles from './try.module.css'
import { useAskedContext } from './use-asked-context.ts'
import { useExplainFlags } from './use-explain.ts'
import { useMoment } from './use-moment.ts'

const ASK_AFTER_MS = 200

/** What every flag answers to one context, now or at a moment that was. */
export function TryPage() {
  const { environment } = usePlace()
  const { text, setText, problem, asked } = useAskedContext()
  const [search, setSearch] = useState('')
  const [sought] = useDebouncedValue(search, ASK_AFTER_MS)
  const [moment, setMoment] = useMoment()
  const answers = useExplainFlags(asked, moment, sought)
  const [first] = answers.data?.pages ?? []
  const flags = answers.data?.pages.flatMap((page) => page.flags) ?? []
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = answers
  // A page that does not come takes away none of those before it.
  const failed = answers.error !== null && !isFetchNextPageError
  const words = hasNextPage ? `${count(flags.length)}+ flags` : counted(flags.length, 'flag')
  return (
    <Page
      title="Try it"
      lead={`What every flag answers to one context in ${environment.name}, and why. Nothing is counted and nobody is affected.`}
    >
      <div className={styles.page}>
        <div className={styles.ask}>
          <ContextInput text={text} problem={problem} onChange={setText} />
          <span className={styles.moment}>
            as of <MomentSelect moment={moment} onChange={setMoment} />
          </span>
        </div>
        <div className={styles.answers}>
          <search className={styles.bar}>
            <SearchField label="Search flags" search={search} onSearch={setSearch} />
            <span role="status">
              {first && !failed && (
                <>
                  {words} · r{first.revision}
                  {moment.kind !== 'now' && ` · ${exactly(first.at)}`}
                </>
              )}
            </span>
          </search>
          <FailureNotice
            failure={answers.error}
            retry={isFetchNextPageError ? fetchNextPage : answers.refetch}
          />
          {!failed && first && flags.length === 0 && (
            <Empty title={sought ? 'No flag matches' : 'There were no flags'} />
          )}
          {problem !== null && <p className={styles.unasked}>{UNASKED}</p>}
          {problem === null && !failed && flags.length > 0 && (
            <AnswerGrid
              answers={flags}
              context={asked}
              moment={moment}
              search={sought}
              old={answers.isPlaceholderData}
              onEnd={
                hasNextPage && !isFetchingNextPage && !answers.error ? fetchNextPage : undefined
              }
            />
          )}
        </div>
      </div>
    </Page>
  )
}
