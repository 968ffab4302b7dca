/** Adds to `dist/` what the bundler does not make: the CommonJS build, the scenes of the demo, the page of the map, licences, the image. */

import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { licencesOfBundled } from './bundled-packages.js'
import { recordBuild } from './build-record.js'
import { writeCommonJs } from './commonjs.js'
import { libraryEntries, shapingEntries } from './entries.js'
import { writeMapPage } from './map-page.js'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')

for (const entry of Object.keys(shapingEntries)) await rm(join(dist, `${entry}.js`))
await writeCommonJs(dist, Object.keys(libraryEntries))
// The demo prints the code that it runs, as it was written and not as the build has it.
await cp(join(root, 'src/demo/scenes'), join(dist, 'demo/scenes'), { recursive: true })
await writeFile(join(dist, 'cli/LICENSES.txt'), await licencesOfBundled(root))
await writeMapPage(root, dist)
await import('./base-image.js')
await recordBuild(root)
