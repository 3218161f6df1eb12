import { expect, it } from 'vitest'
import { aConfiguration, aFlag } from '../example-flag.ts'
import { besideRows } from './beside-rows.ts'

const rule = (id: string, variant = 'on') => ({ id, conditions: [], serve: { variant } })
const flag = (staging: string[], production: string[], changed = '') =>
  aFlag({
    environments: {
      staging: aConfiguration({
        rules: staging.map((id) => rule(id, id === changed ? 'off' : 'on')),
      }),
      production: aConfiguration({ rules: production.map((id) => rule(id)) }),
    },
  })
const rows = (shown: ReturnType<typeof aFlag>) =>
  besideRows(shown, ['staging', 'production'], 'production')

/** `1≠2`: number 1 in staging, which differs, and number 2 in production; `-` where it is not. */
function said(shown: ReturnType<typeof aFlag>) {
  return rows(shown)
    .filter(({ key }) => key.startsWith('rule'))
    .map(({ key, cells }) => {
      const numbers = cells.map(({ cell }) => (cell?.kind === 'rule' ? cell.number : '-'))
      return `${key.slice(5)} ${numbers.join(cells[0]?.differs ? '≠' : '=')}`
    })
}

it('sets a rule beside itself, wherever it stands', () => {
  expect(said(flag(['a', 'b'], ['b']))).toEqual(['a 1≠-', 'b 2=1'])
  expect(said(flag(['a', 'c'], ['a', 'b', 'c']))).toEqual(['a 1=1', 'b -≠2', 'c 2=3'])
})

it('marks a rule that says something else, and rules in another order', () => {
  expect(said(flag(['a', 'b'], ['a', 'b'], 'b'))).toEqual(['a 1=1', 'b 2≠2'])
  expect(said(flag(['b', 'a'], ['a', 'b']))).toEqual(['b 1≠2', 'a 2≠1'])
})

it('leaves out what no environment has, and compares people by who is named', () => {
  const named = (values: string[]) => aConfiguration({ targets: [{ variant: 'on', values }] })
  const shown = aFlag({
    environments: { staging: named(['ana', 'tom']), production: named(['tom', 'ana']) },
  })
  expect(rows(shown).map(({ label, cells }) => [label, cells[0]?.differs])).toEqual([
    ['Individually on', false],
    ['Everyone else', false],
    ['When off', false],
  ])
})
