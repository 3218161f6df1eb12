import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'

/** What keeps a configuration from being saved, in sentences. The server has the last word. */
export function draftProblems({ rules }: FlagConfigurationView): readonly string[] {
  return rules.flatMap((rule, index) => {
    const name = rule.name ? `Rule “${rule.name}”` : `Rule ${index + 1}`
    if (rule.conditions.some(({ attribute }) => attribute.trim() === '')) {
      return [`${name} has a condition without an attribute.`]
    }
    const bare = rule.conditions.find(({ values }) => values.length === 0)
    return bare ? [`${name} needs a value for ${bare.attribute}.`] : []
  })
}
