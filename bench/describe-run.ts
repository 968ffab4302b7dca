import { readFileSync } from 'node:fs'
import { availableParallelism, cpus as cpuList, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Cpus } from './cpus.js'
import type { BenchDatabase } from './database.js'
import { benchFolder } from './folders.js'
import type { Options } from './options.js'
import { peers } from './peers.js'

/** The peers that were not measured, and the reasons. */
export interface LeftOut {
  readonly title: string
  readonly reason: string
}

/** The facts with which to repeat a run, or to doubt it. */
export interface RunDescription {
  readonly date: string
  readonly machine: string
  /** The number of processes that wanted to run in the minute before: near 0 on a quiet machine. */
  readonly load: number
  readonly server: string
  readonly settings: readonly string[]
  readonly pinned: string | null
  readonly versions: readonly string[]
  readonly products: number
  readonly productsMegabytes: number
  readonly rounds: number
  readonly durationMs: number
  readonly warmupMs: number
  readonly connections: number
  readonly leftOut: readonly LeftOut[]
}

/** Gathers it when the run is over. */
export async function describeRun(run: {
  readonly options: Options
  readonly database: BenchDatabase
  readonly cpus: Cpus | null
  readonly leftOut: readonly LeftOut[]
  readonly began: Date
  readonly load: number
}): Promise<RunDescription> {
  const { options, database, cpus, leftOut, began, load } = run
  const all = cpuList()
  const names = new Set(options.peers.flatMap((name) => [...peers[name].packages]))
  return {
    date: began.toISOString().slice(0, 10),
    machine: `${all.length} × ${all[0]?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    load,
    ...(await database.describe()),
    pinned: cpus === null ? null : `server on CPU ${cpus.server}, clients on CPU ${cpus.client}`,
    versions: [`Node ${process.versions.node}`, ...[...names].map((name) => `${name} ${versionOf(name)}`)],
    products: options.products,
    productsMegabytes: Math.round((await database.productsSize()) / 2 ** 20),
    rounds: options.rounds,
    durationMs: options.durationMs,
    warmupMs: options.warmupMs,
    connections: options.connections,
    leftOut,
  }
}

/** Reports whether other work than the benchmark's takes CPU time that counts. */
export function isBusy(load: number): boolean {
  return load > availableParallelism() / 4
}

function versionOf(name: string): string {
  const file = join(benchFolder, 'node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
}
