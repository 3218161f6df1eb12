import {
  IconArrowsLeftRight,
  IconChecks,
  IconCircleDot,
  IconFlag,
  IconFlask,
  IconHistory,
  IconKey,
  IconSettings,
  IconTrendingUp,
} from '@tabler/icons-react'
import { pagePaths } from './page-paths.ts'

export const NAVIGATION = [
  { label: 'Flags', icon: IconFlag, to: pagePaths.flags },
  { label: 'Releases', icon: IconTrendingUp, to: pagePaths.releases },
  { label: 'Segments', icon: IconCircleDot, to: pagePaths.segments },
  { label: 'Connections', icon: IconArrowsLeftRight, to: pagePaths.connections },
  { label: 'Requests', icon: IconChecks, to: pagePaths.requests },
  { label: 'Try it', icon: IconFlask, to: pagePaths.tryIt },
  { label: 'SDK keys', icon: IconKey, to: pagePaths.sdkKeys },
  { label: 'History', icon: IconHistory, to: pagePaths.history },
  { label: 'Settings', icon: IconSettings, to: pagePaths.settings },
] as const
