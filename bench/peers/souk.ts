import * as souk from '@souk/db'
import type { OpenPeer } from '../peer.js'
import { openSouk } from './souk-peer.js'

/** The package as it is in this checkout. */
export const open: OpenPeer = (settings) => openSouk(souk, settings)
