import type { EnvironmentView, ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { createContext, useContext } from 'react'

/** Where one is: every screen inside the frame acts on one environment of one project. */
export interface Place {
  readonly project: ProjectView
  readonly environment: EnvironmentView
}

const PlaceContext = createContext<Place | null>(null)

export const PlaceProvider = PlaceContext.Provider

export function usePlace(): Place {
  const place = useContext(PlaceContext)
  if (!place) throw new Error('usePlace is for screens inside the frame')
  return place
}

/** The same for what is shown outside of the frame as well. */
export function useOptionalPlace(): Place | null {
  return useContext(PlaceContext)
}
