import { writeFile } from 'node:fs/promises'
import UPNG from 'upng-js'

/** Of a screen with text more are not missed, and the file is a third as large. */
const COLOURS = 256

/** Writes a PNG with a palette instead of full colours. */
export async function savePicture(png: Buffer, file: string): Promise<void> {
  const picture = UPNG.decode(png)
  const frames = UPNG.toRGBA8(picture)
  const small = UPNG.encode(frames, picture.width, picture.height, COLOURS)
  await writeFile(file, Buffer.from(small))
}
