import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { mapLibreFiles } from '../../src/map-page/page-files.js'

/**
 * Writes the page of `souk-db map` and the three files of MapLibre GL that it loads, with their licence. Compressed they are
 * 0.4 of 1.7 MB; the server unpacks them.
 */
export async function writeMapPage(root: string, dist: string): Promise<void> {
  const from = join(root, 'node_modules/maplibre-gl')
  const to = join(dist, 'map-page/maplibre')
  await cp(join(root, 'src/map-page/page'), join(dist, 'map-page/page'), { recursive: true })
  await mkdir(to, { recursive: true })
  for (const name of mapLibreFiles) {
    const packed = await promisify(brotliCompress)(await readFile(join(from, 'dist', name)))
    await writeFile(join(to, `${name}.br`), packed)
  }
  await cp(join(from, 'LICENSE.txt'), join(to, 'LICENSE.txt'))
}
