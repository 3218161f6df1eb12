import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Shot } from './shot.ts'

/** The page that shows every picture, in the scheme of who reads it. */
export async function writeIndex(
  shots: readonly Pick<Shot, 'name' | 'title' | 'size'>[],
  folder: string,
): Promise<void> {
  const pictures = shots.map(
    ({ name, title, size }) => `## ${title}

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="${name}-dark.png">
  <img src="${name}.png" alt="${title}"${size === 'phone' ? ' width="390"' : ''}>
</picture>
`,
  )
  const page = `# The admin UI

Every screen, in the light or dark of your system. Made by \`npm run screenshots\` from a real server with a sample
project; the list of screens is in \`test/browser/shots/\`.

${pictures.join('\n')}`
  await writeFile(join(folder, 'README.md'), page)
}
