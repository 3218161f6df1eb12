import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { ActionIcon, Menu } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import {
  IconArrowsRightLeft,
  IconArrowsShuffle,
  IconCopy,
  IconDots,
  IconHistory,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { CopyDialog } from '../history/copy-dialog.tsx'
import { RestoreDialog } from '../history/restore-dialog.tsx'
import { CONFIGURE } from '../projects/use-may.ts'
import { Permitted } from '../shared/permitted.tsx'
import { ReshuffleDialog } from './reshuffle-dialog.tsx'

interface ConfigurationMenuProps {
  readonly flag: string
  readonly environment: EnvironmentView
  readonly configuration: FlagConfigurationView
  readonly onReshuffled: (revision: number) => void
}

/** What is done seldom with a flag in one environment. */
export function ConfigurationMenu(props: ConfigurationMenuProps) {
  const { flag, environment, configuration, onReshuffled } = props
  const [params, setParams] = useSearchParams()
  const clipboard = useClipboard()
  const [open, setOpen] = useState<'restore' | 'copy' | null>(null)
  const setAsking = (asking: boolean) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (asking) next.set('reshuffle', '')
        else next.delete('reshuffle')
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon aria-label={`More in ${environment.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCopy size={14} />}
            onClick={() => clipboard.copy(JSON.stringify(configuration, null, 2))}
          >
            Copy as JSON
          </Menu.Item>
          <Permitted needs={CONFIGURE}>
            <Menu.Item leftSection={<IconHistory size={14} />} onClick={() => setOpen('restore')}>
              Restore to a moment…
            </Menu.Item>
          </Permitted>
          <Permitted needs={CONFIGURE}>
            <Menu.Item
              leftSection={<IconArrowsRightLeft size={14} />}
              onClick={() => setOpen('copy')}
            >
              Copy from another environment…
            </Menu.Item>
          </Permitted>
          <Menu.Divider />
          <Permitted needs={CONFIGURE}>
            <Menu.Item
              color="red"
              leftSection={<IconArrowsShuffle size={14} />}
              onClick={() => setAsking(true)}
            >
              Reshuffle people…
            </Menu.Item>
          </Permitted>
        </Menu.Dropdown>
      </Menu>
      <ReshuffleDialog
        opened={params.has('reshuffle')}
        flag={flag}
        environment={environment}
        configuration={configuration}
        onClose={() => setAsking(false)}
        onDone={onReshuffled}
      />
      <RestoreDialog
        opened={open === 'restore'}
        environment={environment}
        what={{ type: 'flag', key: flag }}
        onClose={() => setOpen(null)}
      />
      <CopyDialog
        opened={open === 'copy'}
        flag={flag}
        environment={environment}
        onClose={() => setOpen(null)}
      />
    </>
  )
}
