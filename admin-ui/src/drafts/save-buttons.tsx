import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconClock, IconUserCheck } from '@tabler/icons-react'
import type { AskedFor } from '../change-requests/ask-dialog.tsx'
import type { KnownConsent } from '../change-requests/use-consent.ts'
import styles from './change-bar.module.css'

interface SaveButtonsProps {
  readonly consent: KnownConsent
  /** Nothing can be made of it as it is. */
  readonly blocked: boolean
  /** The comment that is asked for is missing. */
  readonly unsaid: boolean
  readonly saving: boolean
  readonly onDiscard: () => void
  readonly onAsk: (askedFor: AskedFor) => void
}

/** Discard; and save now, save later, or ask. The main one submits the form around it. */
export function SaveButtons(props: SaveButtonsProps) {
  const { consent, blocked, unsaid, saving, onDiscard, onAsk } = props
  const asks = consent.approvalRequired && consent.refused === null
  return (
    <>
      <Button onClick={onDiscard}>Discard</Button>
      <Button.Group>
        <Button
          type="submit"
          variant="filled"
          loading={saving}
          disabled={blocked || consent.pending || (!asks && unsaid)}
          title={!asks && unsaid ? 'Say why first' : undefined}
        >
          {asks ? 'Ask for approval…' : 'Save'}
        </Button>
        {!asks && (
          <Menu position="top-end" width={220}>
            <Menu.Target>
              <Button
                variant="filled"
                className={styles.more}
                aria-label="Save in another way"
                disabled={blocked || saving}
              >
                <IconChevronDown size={14} aria-hidden="true" />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconClock size={14} />} onClick={() => onAsk('time')}>
                Save at a time…
              </Menu.Item>
              <Menu.Item
                leftSection={<IconUserCheck size={14} />}
                onClick={() => onAsk('approval')}
              >
                Ask somebody to look first…
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Button.Group>
    </>
  )
}
