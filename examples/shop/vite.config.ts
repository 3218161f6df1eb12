import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env.SHOP_URL ?? 'http://127.0.0.1:8081'

export default defineConfig({
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true },
  server: { proxy: { '/api': api, '/config.json': api } },
})
