import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDueSlots } from './due-slots.ts'

it('hands each over once, in the second after it is due, unless it was dropped', () => {
  const one = fc.record({ inMs: fc.integer({ min: 0, max: 63_000 }), dropped: fc.boolean() })
  fc.assert(
    fc.property(fc.array(one), fc.nat(100), (all, passed) => {
      const slots = createDueSlots()
      for (let second = 0; second < passed; second += 1) slots.next()
      const kept = all.map((each) => ({ ...each, slot: 0 }))
      for (const each of kept) slots.add(each, each.inMs)
      for (const each of kept) if (each.dropped) slots.drop(each)
      const found = new Map<object, number>()
      for (let second = 1; second <= 130; second += 1) {
        for (const each of slots.next()) {
          expect(found.has(each)).toBe(false)
          found.set(each, second)
        }
      }
      for (const each of kept) {
        const second = Math.max(1, Math.ceil(each.inMs / 1_000))
        expect(found.get(each)).toBe(each.dropped ? undefined : second)
      }
    }),
  )
})
