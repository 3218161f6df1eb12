import { expect, it } from 'vitest'
import { readConfig } from './config.ts'

it('has a default for everything', () => {
  expect(readConfig({}, '1.2.3')).toEqual({
    port: 8080,
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataDir: '.bunting',
    version: '1.2.3',
    adminToken: undefined,
    publicUrl: undefined,
    trustProxy: false,
    logLevel: 'warn',
  })
})

it('takes an empty variable for one that is not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '', BUNTING_ADMIN_TOKEN: '' }, '1')).toMatchObject({
    port: 8080,
    databaseUrl: undefined,
    adminToken: undefined,
  })
})

it('names every bad value at once, and repeats none of them', () => {
  const bad = {
    PORT: '80 80',
    DATABASE_URL: 'mysql://root:hunter2@db',
    BUNTING_ADMIN_TOKEN: 'too-short-a-secret',
    PUBLIC_URL: 'flags.example',
  }
  const read = () => readConfig(bad, '1')
  for (const name of Object.keys(bad)) expect(read).toThrow(name)
  expect(read).not.toThrow(/hunter2|too-short-a-secret/)
})
