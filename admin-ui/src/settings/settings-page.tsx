import { Page } from '../shared/page.tsx'
import { WebhooksSection } from '../webhooks/webhooks-section.tsx'
import { EnvironmentList } from './environment-list.tsx'
import { ProjectName } from './project-name.tsx'
import styles from './settings-page.module.css'

export function SettingsPage() {
  return (
    <Page title="Settings" narrow>
      <div className={styles.settings}>
        <ProjectName />
        <EnvironmentList />
        <WebhooksSection />
      </div>
    </Page>
  )
}
