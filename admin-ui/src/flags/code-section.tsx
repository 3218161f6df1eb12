import { Button, SegmentedControl } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { Link, useSearchParams } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { CodeBlock } from '../sdk-keys/code-block.tsx'
import { useCreateSdkKey } from '../sdk-keys/use-sdk-keys.ts'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { curlSnippet } from '../snippets/curl-snippet.ts'
import { SDKS, type Sdk } from '../snippets/sdks.ts'
import { fallbackOf } from '../snippets/snippet-facts.ts'
import styles from './code-section.module.css'
import { usePageFlag } from './flag-page.tsx'

const CURL = 'curl'
const CHOICES = [
  ...(Object.keys(SDKS) as Sdk[]).map((sdk) => ({ value: sdk, label: SDKS[sdk].name })),
  { value: CURL, label: 'curl' },
]

/** The lines that ask this flag, for whatever asks. */
export function CodeSection() {
  const [params, setParams] = useSearchParams()
  const asked = params.get('with') ?? ''
  const sdk = isSdk(asked) ? asked : null
  return (
    <section className={styles.section} aria-label="Code">
      <SegmentedControl
        aria-label="Code for"
        data={CHOICES}
        value={sdk ?? (asked === CURL ? CURL : 'node')}
        onChange={(chosen) => setParams({ with: chosen }, { replace: true })}
      />
      {asked === CURL ? <CurlCode /> : <SdkCode key={sdk ?? 'node'} sdk={sdk ?? 'node'} />}
    </section>
  )
}

const isSdk = (asked: string): asked is Sdk => Object.hasOwn(SDKS, asked)

function SdkCode({ sdk }: { readonly sdk: Sdk }) {
  const flag = usePageFlag()
  const { project, environment } = usePlace()
  const create = useCreateSdkKey(project.key, environment.key)
  const { name, kind, install, snippet } = SDKS[sdk]
  const fallback = fallbackOf(flag, flag.environments[environment.key]?.offVariant)
  const key = create.data?.key ?? null
  const code = snippet({ url: location.origin, key, flag: flag.key, fallback })
  return (
    <>
      {kind === 'client' && !flag.clientSide && (
        <p className={styles.warning} role="alert">
          Browsers are not given this flag, so this code would always get its fallback.{' '}
          <Link to={`${pagePaths.flag(project.key, environment.key, flag.key)}/settings`}>
            Make it available to client-side SDKs
          </Link>{' '}
          first.
        </p>
      )}
      <CodeBlock code={install} what="install command" />
      <CodeBlock code={code} what={`${name} code`} />
      <div className={styles.key}>
        {key === null ? (
          <>
            <Permitted needs="sdk-key.manage">
              <Button
                leftSection={<IconKey size={14} aria-hidden="true" />}
                loading={create.isPending}
                onClick={() => create.mutate({ kind, name: `${name}, for ${flag.key}` })}
              >
                Create a {kind} key for {environment.name}
              </Button>
            </Permitted>
            <span>and it stands in the code above, ready to paste.</span>
          </>
        ) : (
          <p role="status">
            <strong>Copy it now.</strong> The {kind} key of {environment.name} in the code is shown
            this once.{kind === 'server' && ' Keep it out of what is committed.'}
          </p>
        )}
      </div>
      <FailureNotice failure={create.error} />
    </>
  )
}

function CurlCode() {
  const flag = usePageFlag()
  const { project, environment } = usePlace()
  const place = { project: project.key, environment: environment.key, flag: flag.key }
  return (
    <>
      <CodeBlock code={curlSnippet({ url: location.origin, ...place })} what="curl command" />
      <p className={styles.about}>
        The server's own answer with every step to it: to look something up, not to ask on every
        request. <code>$BUNTING_API_TOKEN</code> is an API token of yours.
      </p>
    </>
  )
}
