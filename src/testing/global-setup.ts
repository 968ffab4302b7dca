/**
 * Starts one server for all files of a run. Name this file as `globalSetup` in a vitest configuration.
 *
 * Without it, each process of the runner starts a server of its own.
 */
import { startSharedServer } from './current-server.js'

export default async function setup(): Promise<() => Promise<void>> {
  const running = await startSharedServer()
  return async () => await running.stop()
}
