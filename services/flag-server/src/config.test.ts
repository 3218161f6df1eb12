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
    rateLimits: { signIn: 20, api: 6_000, sdk: 120_000 },
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

it.each([
  ['true', 1],
  ['false', false],
  ['0', false],
  ['2', 2],
  ['10.0.0.0/8, fd00::1', ['10.0.0.0/8', 'fd00::1']],
])('reads TRUST_PROXY=%s', (text, trusted) => {
  expect(readConfig({ TRUST_PROXY: text }, '1').trustProxy).toEqual(trusted)
})

it.each(['maybe', '10.0.0.0/33', '10.0.0', '-1', '1.2.3.4,'])('refuses TRUST_PROXY=%s', (text) => {
  expect(() => readConfig({ TRUST_PROXY: text }, '1')).toThrow('TRUST_PROXY')
})

it.each([
  [{ SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
  [{ MAIL_FROM: 'flags@shop.example' }, 'SMTP_URL'],
  [{ SSO_ISSUER: 'https://login.example' }, 'SSO_CLIENT_SECRET'],
  [{ SMTP_URL: 'http://mail.example', MAIL_FROM: 'flags@shop.example' }, 'SMTP_URL'],
  [{ AUTH_SECRET: 'too short' }, 'AUTH_SECRET'],
])('refuses what is set in part, or is not what it should be: %o', (env, missing) => {
  expect(() => readConfig(env, '1')).toThrow(missing)
})

it('reads how mail is sent and who signs people in', () => {
  const env = {
    SMTP_URL: 'smtps://mail.example',
    MAIL_FROM: 'Bunting <flags@shop.example>',
    SSO_ISSUER: 'https://login.example',
    SSO_CLIENT_ID: 'bunting',
    SSO_CLIENT_SECRET: 'secret',
    SSO_DOMAINS: 'shop.example, Blog.example',
  }
  expect(readConfig(env, '1')).toMatchObject({
    mail: { smtpUrl: 'smtps://mail.example', from: 'Bunting <flags@shop.example>' },
    sso: { domains: ['shop.example', 'blog.example'], name: 'single sign-on', signUp: false },
  })
})
