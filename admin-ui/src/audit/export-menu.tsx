import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { apiPaths } from '../shared/api-paths.ts'
import { type AuditFilter, auditParams } from './audit-filter.ts'

interface ExportMenuProps {
  readonly project: string
  readonly filter: AuditFilter
}

/** What the list shows, all of it, as a file. */
export function ExportMenu({ project, filter }: ExportMenuProps) {
  const href = (format: string) => {
    const params = auditParams(filter)
    params.set('format', format)
    return `/api/v1${apiPaths.auditExport(project)}?${params}`
  }
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button leftSection={<IconDownload size={14} aria-hidden="true" />}>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={href('csv')} download>
          CSV, for spreadsheets
        </Menu.Item>
        <Menu.Item component="a" href={href('ndjson')} download>
          NDJSON, for programs
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
