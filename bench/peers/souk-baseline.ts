import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { OpenPeer } from '../peer.js'
import { openSouk, type SoukPackage } from './souk-peer.js'

/** The package as it was built in another folder: before and after in one run. */
export const open: OpenPeer = async (settings) => {
  if (settings.baseline === null) throw new Error('--baseline names no folder')
  const entry = pathToFileURL(join(settings.baseline, 'dist/index.js')).href
  return openSouk((await import(entry)) as SoukPackage, settings)
}
