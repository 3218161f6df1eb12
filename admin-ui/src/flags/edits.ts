import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'

/** What is typed and then saved. The switch is not part of it: it acts at once. */
export type Edits = Partial<
  Pick<FlagConfigurationView, 'offVariant' | 'prerequisites' | 'targets' | 'rules' | 'fallthrough'>
>
