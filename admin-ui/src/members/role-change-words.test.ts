import { BUILT_IN_ROLES } from '@bunting/flag-server/access/built-in-roles.ts'
import { expect, it } from 'vitest'
import { roleQuestion } from './role-change-words.ts'

const role = (wanted: string | null) => BUILT_IN_ROLES.find(({ key }) => key === wanted) ?? null

const asked = (
  from: string | null,
  to: string | null,
  place: { environment?: string; only?: boolean } = {},
) =>
  roleQuestion({
    who: 'Vic',
    where: place.environment ?? 'the whole project',
    environment: place.environment ?? null,
    from: role(from),
    to: role(to),
    only: place.only ?? true,
  })

it('asks before a role is taken away, and says when nothing is left', () => {
  expect(asked('viewer', null)?.question).toBe(
    'Vic loses Viewer in the whole project. It is the only role they have: they see nothing of the project from this moment on.',
  )
  expect(asked('viewer', null, { environment: 'Production', only: false })?.question).toBe(
    'Vic loses Viewer in Production. What their other roles allow stays.',
  )
})

it('asks before a role that allows less, and says what goes', () => {
  expect(asked('releaser', 'editor')?.question).toMatch(
    /^Vic becomes Editor in the whole project, not Releaser any more\. They lose: archive, restore and delete flags; /,
  )
  // The same permissions outside production, fewer in it.
  const [outside, inside] = [role('editor'), role('releaser')]
  if (!outside || !inside) throw new Error('a built-in role is missing')
  const less = { ...inside, key: 'less', name: 'Less', inProduction: outside.inProduction }
  const place = { who: 'Vic', where: 'the whole project', environment: null, only: true }
  expect(roleQuestion({ ...place, from: inside, to: less })?.question).toContain(
    'They lose: change what flags and segments serve',
  )
  expect(roleQuestion({ ...place, from: less, to: inside })).toBeNull()
})

it('asks before somebody may give roles to others', () => {
  expect(asked(null, 'administrator')?.question).toContain('manage members and service tokens')
  expect(asked('viewer', 'administrator', { environment: 'Production' })?.verb).toBe(
    'Make Administrator',
  )
})

it('asks nothing where something is only added', () => {
  expect(asked(null, 'viewer')).toBeNull()
  expect(asked('viewer', 'editor')).toBeNull()
  expect(asked('editor', 'releaser')).toBeNull()
  expect(asked(null, null)).toBeNull()
})
