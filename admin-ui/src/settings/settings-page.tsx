import { useEffect, useRef } from 'react'
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
  const open = useOpenSection()
  return (
    <Page title="Settings" part={open?.label}>
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
          <Section open={open} />
        </div>
      </div>
    </Page>
  )
}

function SectionLink({ section: { path, label, needs } }: { readonly section: SettingsSection }) {
  const { project, environment } = usePlace()
  const { pathname } = useLocation()
  const may = useMay(needs)
  const link = useRef<HTMLAnchorElement>(null)
  const to = `${pagePaths.settings(project.key, environment.key)}/${path}`
  const open = may && pathname === to
  // On a narrow screen the navigation scrolls sideways: the open one is in sight, wherever it stands.
  useEffect(() => {
    if (open) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [open])
  if (!may) return null
  return (
    <li>
      <NavLink ref={link} to={to}>
        {label}
      </NavLink>
    </li>
  )
}

function useOpenSection(): SettingsSection | undefined {
  const { pathname } = useLocation()
  return SETTINGS.flatMap(({ sections }) => sections).find(({ path }) =>
    pathname.endsWith(`/settings/${path}`),
  )
}

/** By a link one may come to what one may not see. */
function Section({ open }: { readonly open: SettingsSection | undefined }) {
  const reason = useWhyNot(open?.needs ?? 'project.view')
  return reason === undefined ? <Outlet /> : <Empty title={open?.label ?? ''}>{reason}</Empty>
}
