import type { FlagPreview } from '@bunting/flag-server/previews/preview-schemas.ts'
import { expect, it } from 'vitest'
import { previewWords } from './preview-words.ts'

function words(told: Partial<FlagPreview>) {
  const preview = { contexts: 0, instances: { asked: 0, answered: 0 }, changes: [], withinMs: 12 }
  const { sentence, further, note, ...rest } = previewWords({ ...preview, ...told })
  const plain = (text: string) => text.replaceAll('\u00a0', ' ')
  return {
    ...rest,
    sentence: plain(sentence),
    further: further.map(plain),
    note: note && plain(note),
  }
}

it('says how many of how many would get something else', () => {
  expect(
    words({
      contexts: 41_200,
      instances: { asked: 38, answered: 38 },
      changes: [{ from: 'off', to: 'on', count: 4_213 }],
    }),
  ).toEqual({
    state: 'changes',
    sentence: 'of 41,200 users seen in the last 10 minutes on 38 instances, 4,213 go off → on',
    further: [],
    note: null,
  })
})

it('lists the other ways, and says when not all have answered', () => {
  expect(
    words({
      contexts: 1,
      instances: { asked: 2, answered: 1 },
      changes: [
        { from: null, to: 'blue', count: 1 },
        { from: 'red', to: null, count: 1_200 },
      ],
    }),
  ).toEqual({
    state: 'changes',
    sentence: 'of 1 user seen in the last 10 minutes on 1 instance, 1 goes fallback → blue',
    further: ['1,200 go red → fallback'],
    note: '1 of 2 instances answered',
  })
})

it('says that nobody changes, when nobody does', () => {
  expect(words({ contexts: 12, instances: { asked: 1, answered: 1 } })).toMatchObject({
    state: 'same',
    sentence: 'of 12 users seen in the last 10 minutes on 1 instance, none gets another variant',
  })
})

it.each([
  [0, 0, 'no Node SDK is connected that could count whom this changes'],
  [3, 0, 'none of 3 instances answered in time'],
  [3, 2, 'no user was seen in the last 10 minutes on 2 instances'],
])('tells nobody seen from nobody asked: %i asked, %i answered', (asked, answered, sentence) => {
  expect(words({ instances: { asked, answered } })).toMatchObject({ state: 'nobody', sentence })
})
