import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BurstResult } from './burst.js'
import type { OperationName } from './operations.js'
import { pgbenchScripts, type PgbenchScripts } from './pgbench-scripts.js'
import type { Server } from './server.js'
import type { Workload } from './workload.js'

/** Seconds that a run takes, and of them those that count: before that, connections are new and plans are made. */
const runSeconds = 3
const countedSeconds = 2

/**
 * pgbench with the same statements, prepared: what the server can do for a client that does nothing with the rows.
 *
 * Its parameters are numbers that it draws itself; places and cursors, which are not, are a few fixed ones.
 */
export class Pgbench {
  readonly #command: readonly string[]
  readonly #folder: string
  readonly #root: string
  readonly #scripts: PgbenchScripts
  readonly #url: URL

  private constructor(command: readonly string[], root: string, url: URL, workload: Workload) {
    this.#command = command
    this.#root = root
    this.#url = url
    this.#folder = mkdtempSync(join(root, 'tmp/souk-bench-'))
    this.#scripts = pgbenchScripts(workload)
  }

  /** Null if the server is not ours: then there is no pgbench that is sure to fit it. */
  static for(server: Server, databaseUrl: string, workload: Workload, cpu: number | null): Pgbench | null {
    const program = server.program('pgbench')
    if (program === null) return null
    const pinned = cpu === null ? program : ['taskset', '-c', String(cpu), ...program]
    return new Pgbench(pinned, server.root, new URL(databaseUrl), workload)
  }

  /** Reports whether it has scripts for an operation. */
  does(operation: OperationName): boolean {
    return this.#scripts[operation] !== undefined
  }

  /** Runs an operation's scripts on some connections. */
  async run(operation: OperationName, connections: number): Promise<BurstResult> {
    const files = (this.#scripts[operation] ?? []).map((text, index) => {
      const file = join(this.#folder, `${operation}-${index}.sql`)
      writeFileSync(file, text)
      return this.#inside(file)
    })
    const log = join(this.#folder, 'log')
    const [program = '', ...args] = [
      ...['bash', '-c', 'TIMEFORMAT="cpu %U %S"; time "$@"', 'bash', ...this.#command],
      ...[
        '--no-vacuum',
        '--protocol=prepared',
        `--time=${runSeconds}`,
        `--client=${connections}`,
        '--jobs=1',
      ],
      ...['--log', `--log-prefix=${this.#inside(log)}`, ...files.map((file) => `--file=${file}`)],
    ]
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        PGHOST: this.#url.hostname,
        PGPORT: this.#url.port,
        PGDATABASE: this.#url.pathname.slice(1),
        PGUSER: this.#url.username,
        PGPASSWORD: decodeURIComponent(this.#url.password),
      },
    })
    let output = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0) throw new Error(`pgbench failed:\n${output}`)
    const [, user, system] = /^cpu ([\d.]+) ([\d.]+)$/m.exec(output) ?? []
    return this.#readLog((Number(user) + Number(system)) * 1000)
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #inside(path: string): string {
    return this.#root === '/' ? path : path.slice(this.#root.length)
  }

  /** A line is: client, transaction, microseconds it took, script, second and microsecond of its end. */
  #readLog(cpuMs: number): BurstResult {
    const transactions = readdirSync(this.#folder)
      .filter((name) => name.startsWith('log'))
      .flatMap((name) => {
        const path = join(this.#folder, name)
        const lines = readFileSync(path, 'utf8').trim().split('\n')
        rmSync(path)
        return lines.map((line) => {
          const [, , took = NaN, , second = NaN, microsecond = NaN] = line.split(' ').map(Number)
          return { latencyMs: took / 1000, endMs: second * 1000 + microsecond / 1000 }
        })
      })
    const last = transactions.reduce((latest, { endMs }) => Math.max(latest, endMs), 0)
    const counted = transactions.filter(({ endMs }) => endMs > last - countedSeconds * 1000)
    return {
      elapsedMs: countedSeconds * 1000,
      cpuMs: (cpuMs * counted.length) / transactions.length,
      latenciesMs: counted.map(({ latencyMs }) => latencyMs),
    }
  }
}
