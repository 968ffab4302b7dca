// @ts-check
import { readdirSync } from 'node:fs'
import { posix, sep } from 'node:path'

/** The path under which PostgreSQL sees the folder of extensions. */
const mountPoint = '/souk'

/**
 * Offers all extensions of a folder, each read when it is first used.
 *
 * PGlite's own way unpacks each extension and compiles each library in it at every start: for PostGIS that is
 * 70 MB and three libraries of 16 MB, of which two are never called.
 *
 * @param {string} folder
 * @returns {import('@electric-sql/pglite').Extension}
 */
export function mountedExtensions(folder) {
  return {
    name: 'mounted',
    setup: async (_pglite, emscriptenOpts) => {
      emscriptenOpts.PGLITE_ENV.PROJ_DATA = `${mountPoint}/share/proj`
      emscriptenOpts.preRun.push((/** @type {{ FS: import('./data-directory.js').FileSystem }} */ { FS }) => {
        FS.mkdir(mountPoint)
        FS.mount(FS.filesystems.NODEFS, { root: folder }, mountPoint)
        for (const path of filesIn(folder)) {
          // PROJ finds its files by PROJ_DATA.
          if (path.startsWith('share/proj/')) continue
          FS.mkdirTree(posix.join('/pglite', posix.dirname(path)))
          FS.symlink(posix.join(mountPoint, path), posix.join('/pglite', path))
        }
      })
      return { emscriptenOpts }
    },
  }
}

/** @param {string} folder */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}${sep}${entry.name}`.slice(folder.length + 1).replaceAll(sep, '/'))
}
