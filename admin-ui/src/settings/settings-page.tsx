import { NavLink, Outlet, useLocation } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { useMay, useWhyNot } from '../projects/use-may.ts'
import { Empty } from '../shared/empty.tsx'
import { Page } from '../shared/page.tsx'
import styles from './settings-page.module.css'
import { SETTINGS, type SettingsSection } from './settings-sections.ts'

/** The frame of all settings: their navigation, and the one that is open. */
export function SettingsPage() {
  return (
    <Page title="Settings">
      <div className={styles.frame}>
        <nav className={styles.navigation} aria-label="Settings">
          {SETTINGS.map(({ label, sections }) => (
            <ul key={label} aria-label={label}>
              {sections.map((section) => (
                <SectionLink key={section.path} section={section} />
              ))}
            </ul>
          ))}
        </nav>
        <div className={styles.section}>
          <Section />
        </div>
      </div>
    </Page>
  )
}

function SectionLink({ section: { path, label, needs } }: { readonly section: SettingsSection }) {
  const { project, environment } = usePlace()
  if (!useMay(needs)) return null
  return (
    <li>
      <NavLink to={`${pagePaths.settings(project.key, environment.key)}/${path}`}>{label}</NavLink>
    </li>
  )
}

/** By a link one may come to what one may not see. */
function Section() {
  const { pathname } = useLocation()
  const open = SETTINGS.flatMap(({ sections }) => sections).find(({ path }) =>
    pathname.endsWith(`/settings/${path}`),
  )
  const reason = useWhyNot(open?.needs ?? 'project.view')
  return reason === undefined ? <Outlet /> : <Empty title={open?.label ?? ''}>{reason}</Empty>
}
