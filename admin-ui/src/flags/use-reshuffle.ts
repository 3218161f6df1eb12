import type {
  FlagConfigurationChanged,
  Reshuffle,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { request } from '../shared/request.ts'
import { type ConfigurationPlace, useConfigurationMutation } from './configuration-mutation.ts'

/** Draws everybody's place in the flag's rollouts anew. */
export function useReshuffle(place: ConfigurationPlace) {
  const path = apiPaths.reshuffle(place.project, place.environment, place.flag)
  return useConfigurationMutation(place, (asked: Reshuffle) =>
    request<FlagConfigurationChanged>('POST', path, asked),
  )
}
