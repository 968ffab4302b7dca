import { readFileSync } from 'node:fs'

/** The CPU time of each of a server's processes, by its id, in milliseconds. */
export type ServerCpu = ReadonlyMap<string, number>

/** Reads the times as they are now; null where the system does not tell. */
export function readServerCpu(postmaster: number | null): ServerCpu | null {
  if (postmaster === null) return null
  try {
    const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ')
    return new Map(children.map((pid) => [pid, processCpuMs(pid)]))
  } catch {
    return null
  }
}

/** The CPU time from one reading to the next; a process that has ended in between is not counted. */
export function spentMs(before: ServerCpu | null, after: ServerCpu | null): number | null {
  if (before === null || after === null) return null
  return [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0)
}

function processCpuMs(pid: string): number {
  try {
    // Nanoseconds; /proc/PID/stat counts hundredths of a second.
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return 0 // it has ended since it was listed
  }
}
