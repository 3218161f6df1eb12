import type { ChangeRequestSummary } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { IconMessage } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import { counted } from '../shared/number-words.ts'
import { nextWords } from './change-request-words.ts'
import { RequestPlace } from './request-place.tsx'
import { RequestStateMark } from './request-state-mark.tsx'
import styles from './requests-page.module.css'
import { Timed } from './timed.tsx'

interface RequestRowProps {
  readonly request: ChangeRequestSummary
}

export function RequestRow({ request }: RequestRowProps) {
  const { project, environment: inView } = usePlace()
  const { number, title, state, environment, author, createdAt, comments } = request
  const next = nextWords(request)
  return (
    <div className={styles.row}>
      <div>
        <Link
          className={styles.title}
          to={pagePaths.request(project.key, environment ?? inView.key, number)}
        >
          {title}
        </Link>
        <p className={styles.about}>
          <span>#{number}</span>
          <RequestPlace environment={environment} className={styles.place} />
          <span>
            {author.name}, <Ago instant={createdAt} />
          </span>
          {comments > 0 && (
            <span className={styles.comments} title={counted(comments, 'comment')}>
              <IconMessage size={14} aria-label="comments" /> {comments}
            </span>
          )}
        </p>
      </div>
      <RequestStateMark state={state} />
      {next && (
        <p className={styles.next}>
          <Timed {...next} />
        </p>
      )}
    </div>
  )
}
