import type { Database } from '../database.js'

/** The database of the demo, empty or from an earlier run. Disposing of it closes it. */
export interface DemoDatabase extends AsyncDisposable {
  readonly db: Database
}
