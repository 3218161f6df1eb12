import { Outlet } from 'react-router'
import { DraftsProvider } from '../drafts/drafts-provider.tsx'
import { KillsProvider } from '../flags/kills-provider.tsx'
import { RollbacksProvider } from '../releases/rollbacks-provider.tsx'

/**
 * What outlives every screen of who is signed in, whatever project they look at: what they typed, and
 * what they killed or rolled back. Who signs in next begins with nothing of it.
 */
export function OverProjects() {
  return (
    <KillsProvider>
      <RollbacksProvider>
        <DraftsProvider>
          <Outlet />
        </DraftsProvider>
      </RollbacksProvider>
    </KillsProvider>
  )
}
