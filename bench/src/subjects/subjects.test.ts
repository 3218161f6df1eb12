import { expect, it } from 'vitest'
import { bunting } from './bunting.ts'
import { chosenSubjects, loadSubject, SUBJECTS } from './subjects.ts'

it('measures all subjects unless some are chosen', () => {
  expect(chosenSubjects(undefined)).toEqual(SUBJECTS)
  expect(chosenSubjects('bunting,configcat-node')).toEqual(['bunting', 'configcat-node'])
})

it('says which subjects there are when another is asked for', async () => {
  expect(() => chosenSubjects('bunting,toString')).toThrow(
    'no subject "toString": there are bunting',
  )
  await expect(loadSubject('toString', bunting)).rejects.toThrow('no subject "toString"')
})
