import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { findPackageRoot } from '../setup/package-root.js'

/** A file of the page. */
export interface PageFile {
  readonly type: string
  readonly bytes: Uint8Array
}

const types = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const

/** The page's own files, by their paths. No other file is ever read. */
const own = [
  'index.html',
  'page.css',
  'icon.svg',
  'land.json',
  'places.js',
  'words.js',
  'ask.js',
  'cards.js',
  'circle.js',
  'map.js',
  'map-style.js',
  'statements.js',
  'main.js',
] as const

/** The files of MapLibre GL that a browser needs. The published package carries them, compressed. */
export const mapLibreFiles = ['maplibre-gl.mjs', 'maplibre-gl-worker.mjs', 'maplibre-gl.css'] as const

const isSource = import.meta.filename.endsWith('.ts')
const read = new Map<string, Promise<PageFile>>()

/** Returns a file of the page by its path, such as `/main.js`; null if there is none. */
export async function pageFile(path: string): Promise<PageFile | null> {
  const name = path === '/' ? 'index.html' : path.slice(1)
  const found = read.get(name) ?? load(name)
  if (found === null) return null
  // The sources are read anew each time, so that whoever changes them only reloads the page.
  if (!isSource) read.set(name, found)
  return found
}

function load(name: string): Promise<PageFile> | null {
  const type = types[name.slice(name.lastIndexOf('.') + 1) as keyof typeof types]
  const bytes = own.some((one) => one === name)
    ? readFile(join(folder(), 'page', name))
    : mapLibreFiles.some((one) => one === name)
      ? readMapLibre(name)
      : null
  return bytes === null ? null : bytes.then((content) => ({ type, bytes: content }))
}

async function readMapLibre(name: string): Promise<Uint8Array> {
  if (!isSource) {
    const packed = await readFile(join(folder(), 'maplibre', `${name}.br`))
    return promisify(brotliDecompress)(packed)
  }
  const main = createRequire(import.meta.url).resolve('maplibre-gl/package.json')
  return readFile(join(dirname(main), 'dist', name))
}

function folder(): string {
  return join(findPackageRoot().directory, isSource ? 'src' : 'dist', 'map-page')
}
