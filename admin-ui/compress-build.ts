import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXTS = /\.(js|css|html|svg)$/
/** Smaller ones fit into a packet as they are. */
const MIN_BYTES = 1_400

const brotli = (text: Buffer) =>
  promisify(brotliCompress)(text, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  })

/** Puts a `.br` and a `.gz` beside each text, as small as they get: the server sends them as they are. */
export function compressBuild(): Plugin {
  return {
    name: 'compress-build',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const texts = Object.values(bundle).filter(({ fileName }) => TEXTS.test(fileName))
      await Promise.all(
        texts.map((file) =>
          compress(
            join(dir, file.fileName),
            Buffer.from(file.type === 'chunk' ? file.code : file.source),
          ),
        ),
      )
    },
  }
}

async function compress(path: string, text: Buffer): Promise<void> {
  if (text.length < MIN_BYTES) return
  await writeFile(`${path}.br`, await brotli(text))
  await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }))
}
