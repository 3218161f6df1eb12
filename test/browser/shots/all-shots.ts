import { flagShots } from './flags.ts'
import { projectShots } from './project.ts'
import { settingsShots } from './settings.ts'
import type { Shot } from './shot.ts'

/** In the order of docs/screenshots/README.md. */
export const ALL_SHOTS: readonly Shot[] = [...flagShots, ...projectShots, ...settingsShots]
