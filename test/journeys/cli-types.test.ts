import { readFile } from 'node:fs/promises'
import { expect, it, onTestFinished } from 'vitest'
import { startTestServer } from '../support/test-server.ts'
import { runHere } from './run-here.ts'

it('declares the flags of a server as test/types has them, against which SDKs are compiled', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.stop())
  const { createFlag } = server.admin
  await createFlag({ key: 'new-checkout', type: 'boolean', name: 'New checkout' })
  const colours = { grey: '#888', blue: '#36f' }
  await createFlag({ key: 'button-colour', type: 'string', variants: colours })
  await createFlag({ key: 'page-size', type: 'number', variants: { small: 10, large: 50 } })
  const layouts = { wide: { columns: 3 }, narrow: { columns: 1, dense: true } }
  await createFlag({ key: 'layout', type: 'json', variants: layouts, clientSide: false })
  const { code, out, said } = await runHere(['types'], {
    BUNTING_URL: server.url,
    BUNTING_TOKEN: server.adminToken,
  })
  expect([code, said]).toEqual([0, ''])
  expect(out).toBe(await readFile(new URL('../types/flags.d.ts', import.meta.url), 'utf8'))
})
