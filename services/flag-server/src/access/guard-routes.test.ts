import Fastify from 'fastify'
import { expect, it } from 'vitest'
import type { Services } from '../services.ts'
import { guardRoutes } from './guard-routes.ts'

it('keeps a server from starting that has a route which no row of the table names', () => {
  const app = Fastify()
  const nobodyAsks = () => Promise.reject(new Error('nobody asks'))
  guardRoutes(app, {} as Services, nobodyAsks)
  expect(() => app.get('/api/v1/projects/:project/secrets', () => 'all of them')).toThrow(
    'nobody says who may call GET /api/v1/projects/:project/secrets',
  )
  expect(() => app.get('/elsewhere', () => 'all of them')).toThrow('GET /elsewhere')
  expect(() => app.delete('/api/v1/projects', () => 'gone')).toThrow('DELETE /api/v1/projects')
})
