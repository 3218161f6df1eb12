import mono from '@fontsource/jetbrains-mono/files/jetbrains-mono-latin-500-normal.woff2?url'
import { useHotkeys } from '@mantine/hooks'
import { useEffect } from 'react'
import { preload } from 'react-dom'
import { Navigate, Outlet, useLocation, useNavigate, useParams } from 'react-router'
import { useMe } from '../accounts/use-me.ts'
import { KillStrips } from '../flags/kill-strips.tsx'
import { ToggleCommandProvider } from '../flags/toggle-command.tsx'
import { LiveProvider, useLivePhase } from '../live/live-provider.tsx'
import { environmentTone } from '../projects/environment-tone.ts'
import { rememberPlace } from '../projects/last-place.ts'
import { type Place, PlaceProvider } from '../projects/place.tsx'
import { useProject } from '../projects/use-projects.ts'
import { RollbackStrips } from '../releases/rollback-strips.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { RequestFailed } from '../shared/request-failed.ts'
import { BehindDoors } from './behind-doors.tsx'
import { BottomBar } from './bottom-bar.tsx'
import styles from './frame.module.css'
import { NotFound } from './not-found.tsx'
import { pagePaths } from './page-paths.ts'
import { Sidebar } from './sidebar.tsx'
import { Starting } from './starting.tsx'
import { TopBar } from './top-bar.tsx'
import { useStickyHeight } from './use-sticky-height.ts'

/** What is around every screen: who one is, where one is, whether it is live, and Kill. */
export function Frame() {
  preload(mono, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
  const { project = '', environment = '' } = useParams()
  const { data: me } = useMe()
  const { pathname, search } = useLocation()
  const { data, error, refetch } = useProject(project)
  if (me === null) {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />
  }
  if (me?.mustEnrol) return <Navigate to="/account" replace />
  // Also of one that was open: they may not see it any longer.
  if (error instanceof RequestFailed && error.status === 404) return <NotFound />
  if (data) {
    const inView = data.environments.find(({ key }) => key === environment)
    if (!inView) return <NotFound />
    // Another project is another screen: what was selected, asked or told in this one stays behind.
    return <Framed key={project} place={{ project: data, environment: inView }} />
  }
  if (!error) return <Starting />
  return <FailureNotice failure={error} retry={refetch} />
}

function Framed({ place }: { readonly place: Place }) {
  const { project, environment } = place
  useEffect(() => rememberPlace(project.key, environment.key), [project.key, environment.key])
  return (
    <PlaceProvider value={place}>
      <LiveProvider project={project.key}>
        <ToggleCommandProvider>
          <Screen place={place} />
        </ToggleCommandProvider>
      </LiveProvider>
    </PlaceProvider>
  )
}

function Screen({ place }: { readonly place: Place }) {
  const { project, environment } = place
  const { phase } = useLivePhase()
  const navigate = useNavigate()
  useHotkeys([['c', () => navigate(`${pagePaths.flags(project.key, environment.key)}?create`)]])
  const { element, height } = useStickyHeight()
  const tone = environmentTone(project.environments, environment)
  return (
    <div
      className={styles.frame}
      data-production={environment.production || undefined}
      style={{ '--tone': tone, '--sticky-top': `${height}px` } as React.CSSProperties}
    >
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <Sidebar />
      <div className={styles.main}>
        <div className={styles.sticky} ref={element}>
          <TopBar />
          <KillStrips />
          <RollbackStrips />
        </div>
        <main id="content" tabIndex={-1} data-stale={phase === 'down' || undefined}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <BehindDoors />
    </div>
  )
}
