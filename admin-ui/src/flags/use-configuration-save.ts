import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useMemo } from 'react'
import type { Problem } from '../drafts/change-bar.tsx'
import { patchOf } from '../drafts/draft.ts'
import type { UsedDraft } from '../drafts/use-draft.ts'
import { usePlace } from '../projects/place.tsx'
import type { FieldError } from '../shared/field-errors.tsx'
import { failureWords, isStale, namesFields } from '../shared/request-failed.ts'
import { standingErrors } from '../shared/standing-errors.ts'
import { configurationProblems } from './configuration-problems.ts'
import { draftProblems } from './draft-problems.ts'
import type { Edits } from './edits.ts'
import { fieldWords } from './field-words.ts'
import { useRulesetParts } from './use-ruleset-parts.ts'
import { useSaveConfiguration } from './use-save-configuration.ts'

interface ConfigurationSave {
  /** By the path of the field, found here or by the server. */
  readonly errors: readonly FieldError[]
  readonly problems: readonly Problem[]
  readonly pending: boolean
  readonly save: () => void
}

/** Saves a draft, and says at each field what keeps it from being saved. */
export function useConfigurationSave(
  flag: FlagView,
  used: UsedDraft<FlagConfigurationView, Edits>,
  onSaved: (revision: number) => void,
): ConfigurationSave {
  const { project, environment } = usePlace()
  const { draft, shown, edited, comment, discard } = used
  const parts = useRulesetParts()
  const { mutate, isPending, error, variables } = useSaveConfiguration({
    project: project.key,
    environment: environment.key,
    flag: flag.key,
  })
  const found = useMemo(
    () => (edited ? configurationProblems(flag, shown, parts) : []),
    [edited, flag, shown, parts],
  )
  const standing = edited ? standingErrors(error, variables, shown) : []
  const refused = standing.filter(({ path }) => !found.some((one) => one.path === path))
  const failed = edited && error !== null && !isStale(error) && !namesFields(error)
  return {
    errors: [...found, ...refused],
    problems: [
      ...draftProblems(shown).map((words) => ({ words })),
      ...found.map((one) => ({ words: fieldWords(one, shown) })),
      ...refused.map((one) => ({ words: fieldWords(one, shown), refused: true })),
      ...(failed ? [{ words: failureWords(error), refused: true }] : []),
    ],
    pending: isPending,
    save: () =>
      mutate(patchOf(draft, comment), {
        onSuccess: ({ revision }) => {
          discard()
          onSaved(revision)
        },
      }),
  }
}
