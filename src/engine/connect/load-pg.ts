import type * as pg from 'pg'
import { loadPackage } from '../../setup/load-package.js'

/** Loads pg, which only connections need. @throws `SetupError` if it cannot be loaded. */
export function loadPg(): Promise<typeof pg> {
  return loadPackage('pg', () => import('pg'))
}
