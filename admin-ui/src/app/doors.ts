import { createDoor, type Door } from './door.ts'

/** ⌘K. */
export const palette: Door = createDoor()

/** The list of shortcuts, opened by `?`, the palette and the account menu. */
export const shortcutHelp: Door = createDoor()
