import type { Database } from '../database.js'

/** The database that the demo runs on, empty or from an earlier run. Disposing of it ends it. */
export interface DemoDatabase extends AsyncDisposable {
  readonly db: Database
}
