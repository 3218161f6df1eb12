import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react'

const ToggleCommand = lazy(async () => ({
  default: (await import('./toggle-now.tsx')).ToggleCommand,
}))

const ToggleCommandContext = createContext<(flag: string) => void>(() => {})

/** Switching a flag from the palette, where there is no switch to see. */
export function ToggleCommandProvider({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<{ flag: string; at: number } | null>(null)
  return (
    <ToggleCommandContext value={(flag) => setAsked({ flag, at: Date.now() })}>
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
