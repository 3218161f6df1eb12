import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react'
import { usePlace } from '../projects/place.tsx'

const ToggleCommand = lazy(async () => ({
  default: (await import('./toggle-now.tsx')).ToggleCommand,
}))

const ToggleCommandContext = createContext<(flag: string) => void>(() => {})

interface Asked {
  readonly flag: string
  readonly environment: string
  readonly at: number
}

/** Switching a flag from the palette, where there is no switch to see. */
export function ToggleCommandProvider({ children }: { readonly children: ReactNode }) {
  const { environment } = usePlace()
  const [asked, setAsked] = useState<Asked | null>(null)
  // What is asked in one environment is never answered in another, as after a step back.
  if (asked && asked.environment !== environment.key) setAsked(null)
  return (
    <ToggleCommandContext
      value={(flag) => setAsked({ flag, environment: environment.key, at: Date.now() })}
    >
      {children}
      <Suspense>
        {asked && <ToggleCommand key={asked.at} flag={asked.flag} onDone={() => setAsked(null)} />}
      </Suspense>
    </ToggleCommandContext>
  )
}

export function useToggleCommand(): (flag: string) => void {
  return useContext(ToggleCommandContext)
}
