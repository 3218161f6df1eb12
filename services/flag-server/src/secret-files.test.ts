import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readConfig, SECRETS } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'bunting-secrets-'))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const TOKEN = 'a-token-of-more-than-thirty-two-characters'

it('takes every secret from a file, without the line break at its end', () => {
  expect(SECRETS).toContain('BUNTING_ADMIN_TOKEN')
  expect(readConfig({ BUNTING_ADMIN_TOKEN_FILE: file('t', `${TOKEN}\n`) }, '1').adminToken).toBe(
    TOKEN,
  )
  const url = 'postgres://u:p@db/bunting'
  expect(readConfig({ DATABASE_URL_FILE: file('d', `${url}\r\n`) }, '1').databaseUrl).toBe(url)
})

it('takes nothing else from a file', () => {
  expect(readConfig({ PORT_FILE: file('p', '1') }, '1').port).toBe(8080)
})

it('refuses a secret that is given twice, and says neither', () => {
  const both = { BUNTING_ADMIN_TOKEN: TOKEN, BUNTING_ADMIN_TOKEN_FILE: file('both', TOKEN) }
  expect(() => readConfig(both, '1')).toThrow(/BUNTING_ADMIN_TOKEN_FILE: .* is set too/)
  expect(() => readConfig(both, '1')).not.toThrow(TOKEN)
})

it('takes an empty variable for one that is not set, beside a file too', () => {
  const env = { BUNTING_ADMIN_TOKEN: '', BUNTING_ADMIN_TOKEN_FILE: file('beside', TOKEN) }
  expect(readConfig(env, '1').adminToken).toBe(TOKEN)
})

it.each([
  ['is not there', () => join(folder, 'missing'), /there is no such file/],
  ['is a folder', () => folder, /it is a folder/],
  ['is empty', () => file('empty', '\n'), /is empty/],
  ['is no secret', () => file('large', 'x'.repeat(100_000)), /larger than a secret/],
])('says so of a file that %s', (_, path, sentence) => {
  expect(() => readConfig({ DATABASE_URL_FILE: path() }, '1')).toThrow(sentence)
  expect(() => readConfig({ DATABASE_URL_FILE: path() }, '1')).toThrow('DATABASE_URL_FILE')
})

it('judges what is in a file as it would judge the variable, and does not repeat it', () => {
  const read = () => readConfig({ BUNTING_ADMIN_TOKEN_FILE: file('short', 'hunter2') }, '1')
  expect(read).toThrow(/BUNTING_ADMIN_TOKEN: must have at least 32 characters/)
  expect(read).not.toThrow(/hunter2/)
})
