import { readFile } from 'node:fs/promises'
import { apiPaths } from '@bunting/admin-ui/shared/api-paths.ts'
import { expect, it } from 'vitest'

const UI = 'admin-ui/src'
const SERVER = 'services/flag-server/src'
const CLIENT = 'sdks/client/src'

/** Each step of the page, in its order; what of it is used, and who uses it: an earlier step, or who hands it to one. */
const STEPS: readonly (readonly [file: string, name: string, usedBy: string])[] = [
  [`${UI}/flags/flag-toggle.tsx`, 'FlagToggle', `${UI}/flag-list/row-state.tsx`],
  [`${UI}/flags/use-toggle-flag.ts`, 'useToggleFlag', `${UI}/flags/flag-toggle.tsx`],
  [`${SERVER}/flags/flag-routes.ts`, 'flagRoutes', `${SERVER}/app.ts`],
  [`${SERVER}/flags/configure-flag.ts`, 'configureFlag', `${SERVER}/flags/flag-routes.ts`],
  [`${SERVER}/database/in-transaction.ts`, 'inTransaction', `${SERVER}/flags/configure-flag.ts`],
  [`${SERVER}/revisions/commit-revision.ts`, 'commitRevision', `${SERVER}/flags/configure-flag.ts`],
  [`${SERVER}/stream/revision-listener.ts`, 'startRevisionListener', `${SERVER}/services.ts`],
  [`${SERVER}/revisions/changes-since.ts`, 'changesSince', `${SERVER}/stream/feeds.ts`],
  [`${SERVER}/stream/environment-feed.ts`, 'openEnvironmentFeed', `${SERVER}/stream/feeds.ts`],
  [
    `${SERVER}/stream/stream-connection.ts`,
    'StreamConnection',
    `${SERVER}/stream/stream-routes.ts`,
  ],
  ['sdks/protocol/src/messages/delta.ts', 'Delta', 'sdks/protocol/src/server-message.ts'],
  [`${CLIENT}/stream.ts`, 'createStream', `${CLIENT}/create-basic-client.ts`],
  [`${CLIENT}/session.ts`, 'step', `${CLIENT}/stream.ts`],
  [`${CLIENT}/flag-store.ts`, 'createFlagStore', `${CLIENT}/create-basic-client.ts`],
  ['sdks/evaluator/src/compile-flag.ts', 'compileFlag', 'sdks/evaluator/src/flag-node.ts'],
  ['sdks/evaluator/src/evaluate.ts', 'isEnabled', `${CLIENT}/questions.ts`],
  ['sdks/node/src/create-feature-flags.ts', 'createFeatureFlags', 'examples/shop/server/main.ts'],
  ['sdks/react/src/use-feature-flags.ts', 'useFeatureFlags', 'sdks/react/src/index.ts'],
]

const read = (file: string) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8')
const spaceless = async (file: string) => (await read(file)).replaceAll(/\s+/g, ' ')

it('is listed step by step as the code has it, from the switch to isEnabled()', async () => {
  const page = await read('docs/architecture.md')
  const [, list = ''] = /## The path of a toggle\n(.*?)\n## /s.exec(page) ?? []
  const listed = list.split('\n').filter((line) => /^\d+\. /.test(line))
  const links = listed.flatMap((line) =>
    [...line.matchAll(/\]\(\.\.\/(.*?)\)/g)].map(([, to]) => to),
  )
  expect(links).toEqual(STEPS.map(([file]) => file))
})

it.each(STEPS)('%s: %s is what %s uses', async (file, name, usedBy) => {
  const exported = new RegExp(`export (async )?(function|const|class) ${name}\\b`)
  expect(await read(file)).toMatch(exported)
  const user = await spaceless(usedBy)
  // Imported, or handed on, by this name; and used besides.
  expect(user).toMatch(new RegExp(`(import|export) ({[^}]*)?\\b${name}\\b[^']*'[^']+'`))
  const uses = user.match(new RegExp(`(?<![\\w'.])${name}\\b`, 'g')) ?? []
  expect(uses.length).toBeGreaterThan(usedBy.endsWith('/index.ts') ? 0 : 1)
})

it('goes from process to process by names that both ends know', async () => {
  // From the browser to the server.
  const [save, routes] = [
    await spaceless(`${UI}/flags/use-save-configuration.ts`),
    await spaceless(`${SERVER}/flags/flag-routes.ts`),
  ]
  expect(await read(`${UI}/flags/use-toggle-flag.ts`)).toContain('useSaveConfiguration(')
  expect(save).toMatch(/path = apiPaths\.configuration\(.*'PATCH', path/)
  const path = decodeURIComponent(apiPaths.configuration(':project', ':environment', ':flag'))
  expect(routes).toContain(`CONFIGURATION = '${path}'`)
  expect(routes).toMatch(/app\.patch\( CONFIGURATION, .*?configureFlag\(/)
  // From the database to every server, which asks for what is new and hands it on.
  expect(await read(`${SERVER}/revisions/commit-revision.ts`)).toContain(
    "notify(tx, { type: 'revision'",
  )
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as the sources have it
  const [told, heard] = ['pg_notify(${CHANNEL}', 'listen ${CHANNEL}']
  expect(await read(`${SERVER}/revisions/notify.ts`)).toContain(told)
  expect(await read(`${SERVER}/stream/revision-listener.ts`)).toContain(heard)
  expect(await read(`${SERVER}/stream/environment-feed.ts`)).toContain('options.changesSince(')
  // From the server to the SDKs.
  expect(await read(`${SERVER}/stream/audience-ruleset.ts`)).toContain("type: 'delta'")
  expect(await read('sdks/protocol/src/messages/delta.ts')).toContain("z.literal('delta')")
})
