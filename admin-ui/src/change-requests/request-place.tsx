import { environmentTone } from '../projects/environment-tone.ts'
import { Pennant } from '../projects/pennant.tsx'
import { usePlace } from '../projects/place.tsx'

interface RequestPlaceProps {
  /** Key; null: all of them. */
  readonly environment: string | null
  readonly className?: string | undefined
}

/** Where it would change something, in the colour of the place. */
export function RequestPlace({ environment, className }: RequestPlaceProps) {
  const { project } = usePlace()
  const place = project.environments.find(({ key }) => key === environment)
  if (!place) return <span className={className}>{environment ?? 'all environments'}</span>
  return (
    <span className={className} data-production={place.production || undefined}>
      <Pennant tone={environmentTone(project.environments, place)} />
      {place.name}
    </span>
  )
}
