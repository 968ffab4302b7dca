/**
 * One server for all files of a run: name this file as `globalSetup` in a vitest configuration.
 *
 * Without it everything works too, but each process of the runner starts a server of its own.
 */
import { startSharedServer } from './current-server.js'

export default async function setup(): Promise<() => Promise<void>> {
  const running = await startSharedServer()
  return async () => await running.stop()
}
