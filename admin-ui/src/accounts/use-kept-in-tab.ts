import { useEffect, useState } from 'react'
import { keepInTab, readKept } from '../shared/kept-in-tab.ts'
import { useMe } from './use-me.ts'

interface KeptInTab<Item> {
  /** In the tab's storage. */
  readonly name: string
  readonly items: readonly Item[]
  /** Null for what is broken. */
  readonly read: (value: unknown) => Item | null
  /** Called once, with what was kept before a reload. */
  readonly restore: (kept: readonly Item[]) => void
}

/** Keeps items over a reload, for as long as the tab, and only for the person whose they are. */
export function useKeptInTab<Item>({ name, items, read, restore }: KeptInTab<Item>): void {
  const { data: me } = useMe()
  const [person, setPerson] = useState<string | null>(null)
  if (me && person === null) {
    setPerson(me.id)
    restore(readKept(`${name}:${me.id}`, read))
  }
  useEffect(() => {
    if (person !== null) keepInTab(`${name}:${person}`, items)
  }, [name, person, items])
}
