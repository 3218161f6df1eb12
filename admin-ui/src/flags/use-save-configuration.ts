import type {
  FlagConfigurationChanged,
  FlagConfigurationPatch,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { request } from '../shared/request.ts'
import { type ConfigurationPlace, useConfigurationMutation } from './configuration-mutation.ts'

/** The switch, and the draft of a configuration. */
export function useSaveConfiguration(place: ConfigurationPlace) {
  const path = apiPaths.configuration(place.project, place.environment, place.flag)
  return useConfigurationMutation(place, (patch: FlagConfigurationPatch) =>
    request<FlagConfigurationChanged>('PATCH', path, patch),
  )
}
