import type { SessionView } from '@bunting/flag-server/accounts/session-schemas.ts'
import { Button } from '@mantine/core'
import { Ago } from '../../shared/ago.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { deviceWords } from './device-words.ts'
import pageStyles from './own-account-page.module.css'
import styles from './sessions-section.module.css'
import { useEndOtherSessions, useEndSession, useSessions } from './use-sessions.ts'

/** Where one is signed in. Ending one is not asked about: one signs in again, and that is all. */
export function SessionsSection() {
  const { data: sessions, error, refetch } = useSessions()
  const endOthers = useEndOtherSessions()
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      {error && !sessions && <FailureNotice failure={error} retry={refetch} />}
      {sessions && (
        <ul className={styles.sessions} aria-label="Sessions">
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      <FailureNotice failure={endOthers.error} />
      {sessions && sessions.length > 1 && (
        <Button loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
          Sign out everywhere else
        </Button>
      )}
      <p className={pageStyles.about}>
        Signing out works at once. A session that nobody uses ends after two weeks.
      </p>
    </section>
  )
}

function SessionRow({ session }: { readonly session: SessionView }) {
  const end = useEndSession()
  const device = deviceWords(session.userAgent)
  return (
    <li>
      <div>
        <strong>{device}</strong>
        {session.current && <span className={styles.current}>this one</span>}
        <p>
          {session.address ?? 'unknown address'}, last seen <Ago instant={session.seenAt} />, signed
          in <Ago instant={session.createdAt} />
          {session.through === 'sso' && ' through single sign-on'}
        </p>
        <FailureNotice failure={end.error} />
      </div>
      {!session.current && (
        <Button
          size="xs"
          aria-label={`Sign out ${device}`}
          loading={end.isPending}
          onClick={() => end.mutate(session.id)}
        >
          Sign out
        </Button>
      )}
    </li>
  )
}
