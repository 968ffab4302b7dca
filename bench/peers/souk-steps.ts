import * as souk from '@souk/db'
import type { OpenPeer } from '../peer.js'
import { openSoukSteps } from './souk-peer.js'

/** The package, where it sends several statements in place of one. */
export const open: OpenPeer = (settings) => Promise.resolve(openSoukSteps(souk, settings))
