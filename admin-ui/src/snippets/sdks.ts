import { nodeSnippet } from './node-snippet.ts'
import { openFeatureSnippet } from './open-feature-snippet.ts'
import { reactSnippet } from './react-snippet.ts'

export type Sdk = 'node' | 'react' | 'open-feature'

/** What code may use to ask, with the key it needs and the lines that ask. */
export const SDKS = {
  node: {
    name: 'Node',
    kind: 'server',
    install: 'npm install @bunting/node',
    snippet: nodeSnippet,
  },
  react: {
    name: 'React',
    kind: 'client',
    install: 'npm install @bunting/react',
    snippet: reactSnippet,
  },
  'open-feature': {
    name: 'OpenFeature',
    kind: 'server',
    install: 'npm install @bunting/node @openfeature/server-sdk @openfeature/core',
    snippet: openFeatureSnippet,
  },
} as const
