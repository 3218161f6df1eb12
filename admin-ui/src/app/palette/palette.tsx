import '@mantine/spotlight/styles.layer.css'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { palette as door } from '../doors.ts'
import { TAKES_KEYS } from '../use-type-ahead.ts'
import styles from './palette.module.css'
import type { PaletteCommand } from './palette-command.ts'
import { usePaletteCommands } from './use-palette-commands.ts'

interface PaletteProps {
  readonly opened: boolean
  readonly query: string
  readonly onQuery: (query: string) => void
}

/** ⌘K: go anywhere, do anything, from anywhere. */
export function Palette({ opened, query, onQuery }: PaletteProps) {
  useEffect(() => {
    if (opened) spotlight.open()
    else spotlight.close()
  }, [opened])
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={onQuery}
      onSpotlightClose={door.close}
      shortcut={null}
      tagsToIgnore={[]}
      radius="lg"
      centered={false}
      size={600}
      yOffset="12vh"
      maxHeight={420}
      scrollable
      transitionProps={{ transition: 'fade', duration: 80 }}
      overlayProps={{ color: 'var(--backdrop)', backgroundOpacity: 1 }}
      classNames={{
        content: styles.content,
        search: styles.search,
        action: styles.action,
        actionsGroup: styles.group,
      }}
      attributes={{ content: { 'aria-label': 'Command palette', [TAKES_KEYS]: true } }}
    >
      <Spotlight.Search
        aria-label="Search or do something"
        placeholder="Flag, segment, page – or: kill …, toggle …, try …"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
      />
      <Commands query={query} />
    </Spotlight.Root>
  )
}

function Commands({ query }: { readonly query: string }) {
  const commands = usePaletteCommands(query)
  const list = useRef<HTMLDivElement>(null)
  // Spotlight marks what Enter takes when a key is typed; commands that are found later replace it.
  useEffect(() => {
    if (list.current?.querySelector('[data-selected]')) return
    list.current?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  })
  const groups = Map.groupBy(commands, ({ group }) => group)
  return (
    <Spotlight.ActionsList ref={list}>
      {commands.length === 0 && <Spotlight.Empty>Nothing here is called that.</Spotlight.Empty>}
      {[...groups].map(([group, of]) => (
        <Spotlight.ActionsGroup key={group} label={group}>
          {of.map((command) => (
            <Command key={command.id} command={command} />
          ))}
        </Spotlight.ActionsGroup>
      ))}
    </Spotlight.ActionsList>
  )
}

function Command({ command }: { readonly command: PaletteCommand }) {
  const { label, hint, icon: Icon, danger, run } = command
  return (
    <Spotlight.Action
      onClick={run}
      data-danger={danger || undefined}
      leftSection={<Icon size={16} stroke={1.75} aria-hidden="true" />}
      rightSection={hint && <span className={styles.hint}>{hint}</span>}
      label={label}
    />
  )
}
