import { readFileSync } from 'node:fs'

/** The length of a tick of the kernel's clock for programs, in milliseconds: 1 / sysconf(_SC_CLK_TCK) on every Linux in use. */
const tickMs = 10

/**
 * The CPU time of the PostgreSQL of a node since it was started, whose pid file cluster.sh has written: of its postmaster and all below
 * it, also of those that have ended. In milliseconds.
 */
export function postgresCpuMs(pidFile: string): number {
  const holder = Number(readFileSync(pidFile, 'utf8'))
  // The postmaster is the first of its name: its children have it too.
  const postmaster = treeOf(holder).find(({ name }) => name === 'postgres')
  if (postmaster === undefined) throw new Error(`no PostgreSQL runs below ${holder}`)
  return treeOf(postmaster.pid).reduce((sum, { cpuMs }) => sum + cpuMs, 0)
}

interface Process {
  readonly pid: number
  readonly name: string
  readonly cpuMs: number
}

/** A process and all below it, parents first. */
function treeOf(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
    // utime, stime, cutime and cstime: the fields 14 to 17, counted from the state behind the name, which is the third.
    const ticks = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 15)
    const cpuMs = ticks.reduce((sum, field) => sum + Number(field) * tickMs, 0)
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
    return [{ pid, name, cpuMs }, ...children.flatMap((child) => treeOf(Number(child)))]
  } catch {
    return [] // it has ended since it was listed; its time is its parent's by now
  }
}
