import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** The CPUs that the server and the clients have to themselves. */
export interface Cpus {
  readonly server: string
  readonly client: number
}

/**
 * Divides the CPUs: the last one is the clients', the rest the server's.
 *
 * As on two machines, neither can take time from the other, and what a client saves makes nobody else faster.
 *
 * @returns null where it cannot be done.
 */
export function divideCpus(): Cpus | null {
  const count = availableParallelism()
  if (count < 2) return null
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
  } catch {
    return null
  }
  return { server: count === 2 ? '0' : `0-${count - 2}`, client: count - 1 }
}

/** Moves a process, all its threads and whatever it starts from now on to some CPUs. */
export function pin(pid: number, cpus: string | number): void {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(cpus), String(pid)], {
    stdio: 'ignore',
  })
}
