import type { TemplateView } from '@bunting/flag-server/releases/release-schemas.ts'
import { expect, it } from 'vitest'
import { aRelease } from '../example-release.ts'
import {
  draftOf,
  draftOfRelease,
  newGuard,
  newRelease,
  releasePatch,
  stageDraft,
  templateOf,
  withBake,
  withTemplate,
} from './plan-draft.ts'

const ARMS = { control: 'off', treatment: 'on' }
const rolling: TemplateView = {
  name: 'rolling',
  builtIn: true,
  createdBy: null,
  strategy: 'rolling',
  stages: [{ share: 10_000, bakeMs: 600_000 }, { share: 100_000 }],
  guards: [{ kind: 'errors' }],
  alpha: 0.01,
  pastLongestBake: { goOnUpTo: 25_000 },
}

it('begins with a template, whose gaps are filled in', () => {
  const draft = draftOf(rolling, ARMS)
  expect(newRelease(draft, true)).toEqual({
    strategy: 'rolling',
    control: 'off',
    treatment: 'on',
    rule: null,
    bucketBy: 'instance',
    stages: [
      {
        share: 10_000,
        holdback: 0,
        bakeMs: 600_000,
        longestBakeMs: 1_200_000,
        minimumUnits: 0,
        approval: false,
      },
      {
        share: 100_000,
        holdback: 0,
        bakeMs: 0,
        longestBakeMs: 0,
        minimumUnits: 0,
        approval: false,
      },
    ],
    guards: [{ kind: 'errors', toleratedRatio: 1, ceiling: 0.2 }],
    pastLongestBake: { goOnUpTo: 25_000 },
    alpha: 0.01,
    start: true,
  })
})

it('keeps whom it moves when another template is taken', () => {
  const draft = { ...draftOf(rolling, ARMS), rule: 'eu', comment: 'why' }
  const next = { ...draft, ...withTemplate({ ...rolling, name: 'ours', strategy: 'canary' }) }
  expect(next).toMatchObject({ rule: 'eu', comment: 'why', template: 'ours', bucketBy: '' })
})

it('sends of a guard what its kind asks for', () => {
  const guards = [
    { ...newGuard('latency'), metric: 'typed before' },
    { ...newGuard('event'), metric: ' refund ', ceiling: null },
    { ...newGuard('prometheus'), query: 'up', threshold: 1 },
  ]
  expect(templateOf({ ...draftOf(rolling, ARMS), guards }).guards).toEqual([
    { kind: 'latency', toleratedRatio: 1, ceiling: 0.2 },
    { kind: 'event', toleratedRatio: 1, ceiling: null, metric: 'refund' },
    { kind: 'prometheus', query: 'up', badWhen: 'above', threshold: 1, inARow: 2, onBad: 'hold' },
  ])
})

it('changes nothing of a running release that nobody changed', () => {
  const release = aRelease({})
  const { stages, guards, pastLongestBake } = release.plan
  expect(releasePatch(draftOfRelease(release))).toEqual({ stages, guards, pastLongestBake })
})

it('moves the longest bake along with the bake time, unless it was set apart', () => {
  const stage = stageDraft({ share: 1, bakeMs: 10 })
  expect(withBake(stage, 30).longestBakeMs).toBe(60)
  expect(withBake({ ...stage, longestBakeMs: 25 }, 12).longestBakeMs).toBe(25)
  expect(withBake({ ...stage, longestBakeMs: 25 }, 40).longestBakeMs).toBe(40)
})
