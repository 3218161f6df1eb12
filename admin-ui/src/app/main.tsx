import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import '@fontsource-variable/inter/wght.css'
import '@fontsource/jetbrains-mono/500.css'
import './mantine.css'
import './theme.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { preload } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from '../shared/query-client.ts'
import { createRouter } from './router.tsx'
import { STYLE_NONCE } from './style-nonce.ts'
import { cssVariables, theme } from './theme.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

// Asked for before the first word is there to be drawn: words that change their face change their place.
preload(inter, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })

const client = createQueryClient()
// The key that public/color-scheme.js reads before the first paint.
const colorScheme = localStorageColorSchemeManager({ key: 'bunting-color-scheme' })

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      getStyleNonce={() => STYLE_NONCE}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={createRouter()} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
