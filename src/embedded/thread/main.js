// @ts-check
/**
 * The thread that PGlite runs in.
 *
 * PGlite works synchronously: in the main thread a slow statement, or the start itself, would stop everything else
 * there, timers and signals included. And only a thread can have a larger stack: with the usual one, deep recursion
 * in SQL ends the database and not the statement.
 *
 * This folder is JavaScript because Node loads a thread's file as it is, without the loaders of the program.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { dataDirectory, dumpDataDirectory } from './data-directory.js'
import { MemoryDirectory } from './memory-directory.js'
import { mountedExtensions } from './mounted-extensions.js'

/** @typedef {import('./data-directory.js').FileSystem} FileSystem */
/** @typedef {import('../thread-messages.js').ThreadOptions} ThreadOptions */
/** @typedef {import('../thread-messages.js').ThreadRequest} ThreadRequest */
/** @typedef {import('../thread-messages.js').ThreadReply} ThreadReply */

/** The parameters that clients are told of at their start. */
const reported = [
  'server_version',
  'server_encoding',
  'client_encoding',
  'DateStyle',
  'IntervalStyle',
  'TimeZone',
  'integer_datetimes',
  'standard_conforming_strings',
  'is_superuser',
  'session_authorization',
  'default_transaction_read_only',
  'in_hot_standby',
]

/**
 * Shared buffers are memory from the start, and the files are in memory as well, or in the system's cache: 128 MB
 * of them would only be kept twice. Nobody replicates from here, so the log need not say more than recovery needs.
 */
const settings = {
  shared_buffers: '16MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '2MB',
  wal_recycle: 'off',
  wal_init_zero: 'off',
}

/** With so many segments of the log, of 1 MB each, it is time for a checkpoint: here nothing else makes one. */
const segmentsToCheckpoint = 64

/** Asks for a checkpoint by names of its own: a simple query would drop a client's unnamed statement. */
const checkpoint = Buffer.concat([
  message('P', 'souk_checkpoint\0checkpoint\0\0\0'),
  message('B', 'souk_checkpoint\0souk_checkpoint\0\0\0\0\0\0\0'),
  message('E', 'souk_checkpoint\0\0\0\0\0'),
  message('C', 'Ssouk_checkpoint\0'),
  message('S', ''),
])

/**
 * @param {string} type
 * @param {string} body
 */
function message(type, body) {
  const head = Buffer.alloc(5, type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, Buffer.from(body)])
}

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)
const { extensions, dataDir, image } = /** @type {ThreadOptions} */ (workerData)

const pglite = await PGlite.create({
  extensions: { mounted: mountedExtensions(extensions) },
  initDbStartParams: ['--wal-segsize=1'],
  startParams: [
    ...PGlite.defaultStartParams,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ],
  ...(dataDir === null ? { fs: new MemoryDirectory(image) } : { dataDir }),
})
const files = /** @type {FileSystem} */ (pglite.Module.FS)
const stackPointer = /** @type {{ readonly ___stack_pointer: { value: number } }} */ (
  /** @type {unknown} */ (pglite.Module)
).___stack_pointer

/**
 * @param {Uint8Array} messages
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function execute(messages) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = []
  const top = stackPointer.value
  await pglite.execProtocolRawStream(messages, {
    syncToFs: false,
    // The chunk is a view of the server's memory, which the next chunk overwrites.
    onRawData: (chunk) => void chunks.push(new Uint8Array(chunk)),
  })
  // An error leaves its frames on the stack (PGlite 0.5.8 catches the jump and does not go back): after some two thousand
  // the server would refuse everything with 54001.
  stackPointer.value = top
  const [first] = chunks
  if (first !== undefined && chunks.length === 1) return first
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

let written = 0

/**
 * Makes a checkpoint when the log has grown: else it would never be cut, and fill the memory of a database there.
 *
 * @param {Uint8Array} answer - The answer to what has been executed.
 * @param {number} cost - A guess at how much was written: bytes sent, or time taken.
 */
async function tidy(answer, cost) {
  written += cost
  const idle = answer.at(-6) === 0x5a && answer.at(-1) === 0x49
  if (written < 100_000 || !idle) return
  written = 0
  if (files.readdir(`${dataDirectory}/pg_wal`).length > segmentsToCheckpoint) await execute(checkpoint)
}

/** @param {ThreadReply} reply */
function reply(reply) {
  port.postMessage(reply, reply.kind === 'done' ? [/** @type {ArrayBuffer} */ (reply.bytes.buffer)] : [])
}

/** @param {ThreadRequest} request */
async function handle(request) {
  switch (request.kind) {
    case 'execute': {
      const start = performance.now()
      const bytes = await execute(request.messages)
      await tidy(bytes, request.messages.length + (performance.now() - start) * 1_000)
      return bytes
    }
    case 'dump':
      if (!request.asItIs) await execute(checkpoint)
      return dumpDataDirectory(files)
    case 'close':
      await pglite.close()
      return new Uint8Array()
  }
}

port.on('message', (/** @type {ThreadRequest} */ request) => {
  handle(request).then(
    (bytes) => reply({ kind: 'done', bytes }),
    (/** @type {unknown} */ error) => reply({ kind: 'failed', message: String(error) }),
  )
})

const { rows } = await pglite.query(
  'select name, setting from pg_catalog.pg_settings where name = any ($1)',
  [reported],
)
reply({
  kind: 'started',
  parameters: new Map(
    rows.map((row) => {
      const { name, setting } = /** @type {{ name: string, setting: string }} */ (row)
      return [name, setting]
    }),
  ),
})
