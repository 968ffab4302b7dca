import { migrationStatus } from '../../migrate/index.js'
import { judge, type Check } from '../check.js'

/** The records of migrations: all of them applied, with the hashes of the files. */
export const migrationsCheck: Check = {
  name: 'migrations',
  async run({ from: { client }, migrations }) {
    const status = await migrationStatus({ client }, migrations)
    const off = status.migrations.filter(({ state }) => state !== 'applied')
    const faults = off.map(
      ({ owner, id, file, name, state }) =>
        `${state}: ${file ?? `${id} ${name ?? ''}`.trimEnd()} of ${owner === 'package' ? '@souk/db' : 'the service'}`,
    )
    return judge(faults, {
      ok: `${status.migrations.length} applied, each as its file is`,
      wrong: status.problem ?? `${status.pending} pending`,
    })
  },
}
