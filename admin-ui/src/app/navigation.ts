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

/** Those `inBar` are what one stops or decides from a phone: with `More` they are as many as fit 360 px. */
export const NAVIGATION = [
  { label: 'Flags', icon: IconFlag, to: pagePaths.flags, inBar: true },
  { label: 'Releases', icon: IconTrendingUp, to: pagePaths.releases, inBar: true },
  { label: 'Segments', icon: IconCircleDot, to: pagePaths.segments, inBar: false },
  { label: 'Connections', icon: IconArrowsLeftRight, to: pagePaths.connections, inBar: false },
  { label: 'Requests', icon: IconChecks, to: pagePaths.requests, inBar: true },
  { label: 'Try it', icon: IconFlask, to: pagePaths.tryIt, inBar: false },
  { label: 'SDK keys', icon: IconKey, to: pagePaths.sdkKeys, inBar: false },
  { label: 'History', icon: IconHistory, to: pagePaths.history, inBar: true },
  { label: 'Settings', icon: IconSettings, to: pagePaths.settings, inBar: false },
] as const
