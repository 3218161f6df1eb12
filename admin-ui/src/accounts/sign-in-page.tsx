import type { Me } from '@bunting/flag-server/accounts/account-schemas.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { Starting } from '../app/starting.tsx'
import { queryKeys } from '../shared/query-keys.ts'
import { forgetEverything } from './forget-everything.ts'
import { PasswordStep } from './password-step.tsx'
import { ProviderStep } from './provider-step.tsx'
import { safeNext } from './safe-next.ts'
import { SecondStep } from './second-step.tsx'
import { SetupNeeded } from './setup-needed.tsx'
import { useMe } from './use-me.ts'
import { useSetupState } from './use-setup-state.ts'
import { useSignInOptions } from './use-sign-in-options.ts'

export function SignInPage() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const next = safeNext(params.get('next'))
  const { data: me } = useMe()
  const { data: setup } = useSetupState()
  const { data: options, isPending } = useSignInOptions()
  const [step, setStep] = useState<'password' | 'second-factor'>('password')
  useEffect(() => {
    if (me === null) forgetEverything(client)
  }, [client, me])
  if (me) return <Navigate to={me.mustEnrol ? '/account' : next} replace />
  if (setup?.needed) return <SetupNeeded />
  // A form for passwords is not shown where none are taken, not even for a moment.
  if (isPending) return <Starting />
  if (options?.password === false) return <ProviderStep sso={options.sso} next={next} />

  const signedIn = (someone: Me) => {
    client.setQueryData(queryKeys.me, someone)
    navigate(someone.mustEnrol ? '/account' : next, { replace: true })
  }
  return step === 'password' ? (
    <PasswordStep
      next={next}
      onSignedIn={signedIn}
      onSecondFactor={() => setStep('second-factor')}
    />
  ) : (
    <SecondStep onSignedIn={signedIn} onStartAgain={() => setStep('password')} />
  )
}
