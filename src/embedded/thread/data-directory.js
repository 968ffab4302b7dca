// @ts-check
import { readTar, writeTar } from './tar.js'

/**
 * The part of Emscripten's file system that is used.
 *
 * @typedef {object} FileSystem
 * @property {(path: string) => void} mkdirTree
 * @property {(path: string) => void} mkdir
 * @property {(path: string) => string[]} readdir
 * @property {(path: string) => Uint8Array} readFile
 * @property {(path: string, data: Uint8Array, options: { canOwn: boolean }) => void} writeFile
 * @property {(path: string) => { mode: number }} stat
 * @property {(mode: number) => boolean} isDir
 * @property {(target: string, path: string) => void} symlink
 * @property {(type: unknown, options: { root: string }, path: string) => void} mount
 * @property {() => void} quit
 * @property {{ NODEFS: unknown }} filesystems
 */

/** The path where PGlite keeps the database. */
export const dataDirectory = '/pglite/data'

/** The files of a running server, which are not data. */
const notData = new Set(['postmaster.pid', 'postmaster.opts', 'souk-db.lock'])

/**
 * Fills an empty data directory in memory. The image becomes the files' storage and must not be used again.
 *
 * @param {FileSystem} files
 * @param {Uint8Array} image
 */
export function loadDataDirectory(files, image) {
  files.mkdirTree(dataDirectory)
  for (const { path, data } of readTar(image)) {
    if (data === null) files.mkdirTree(`${dataDirectory}/${path}`)
    // The folder comes before what is in it.
    else files.writeFile(`${dataDirectory}/${path}`, data, { canOwn: true })
  }
}

/**
 * Makes an image of the data directory.
 *
 * @param {FileSystem} files
 */
export function dumpDataDirectory(files) {
  return writeTar([...entriesOf(files, '')])
}

/**
 * @param {FileSystem} files
 * @param {string} parent
 * @returns {Generator<import('./tar.js').TarEntry>}
 */
function* entriesOf(files, parent) {
  for (const name of files.readdir(`${dataDirectory}/${parent}`)) {
    if (name === '.' || name === '..' || notData.has(name)) continue
    const path = parent === '' ? name : `${parent}/${name}`
    const full = `${dataDirectory}/${path}`
    const isFolder = files.isDir(files.stat(full).mode)
    yield { path, data: isFolder ? null : files.readFile(full) }
    if (isFolder) yield* entriesOf(files, path)
  }
}
