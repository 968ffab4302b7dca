// @ts-check

/**
 * A file or folder of a tar archive.
 *
 * @typedef {object} TarEntry
 * @property {string} path - Relative, without a slash at its end.
 * @property {Uint8Array | null} data - A view of the archive; null for a folder.
 */

const block = 512
const folder = '5'
const file = '0'

/**
 * Reads the files and folders of an archive without copying it. Links are left out.
 *
 * @param {Uint8Array} archive
 * @returns {TarEntry[]}
 * @throws {Error} if it is damaged or cut off.
 */
export function readTar(archive) {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  /** @type {TarEntry[]} */
  const entries = []
  for (let at = 0; ;) {
    const header = bytes.subarray(at, at + block)
    if (header.length < block) throw new Error('the archive is cut off')
    if (header[0] === 0) return entries
    if (octal(header, 148) !== checksum(header)) throw new Error('the archive is damaged')
    const size = octal(header, 124)
    const start = at + block
    if (start + size > bytes.length) throw new Error('the archive is cut off')
    const type = text(header, 156, 1)
    const path = text(header, 0, 100).replace(/^\/|\/$/g, '')
    if (type === folder) entries.push({ path, data: null })
    else if (type === file) entries.push({ path, data: bytes.subarray(start, start + size) })
    at = start + Math.ceil(size / block) * block
  }
}

/**
 * Makes an archive.
 *
 * @param {readonly TarEntry[]} entries
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function writeTar(entries) {
  const sizes = entries.map(({ data }) => block + Math.ceil((data?.length ?? 0) / block) * block)
  // Two empty blocks are the end.
  const bytes = Buffer.from(new ArrayBuffer(sizes.reduce((sum, size) => sum + size, 2 * block)))
  let at = 0
  for (const [index, { path, data }] of entries.entries()) {
    const name = data === null ? `${path}/` : path
    if (Buffer.byteLength(name) > 100) throw new Error('a path is too long for the archive')
    const header = bytes.subarray(at, at + block)
    header.write(name)
    header.write(data === null ? '0000700' : '0000600', 100)
    header.write('0000000', 108)
    header.write('0000000', 116)
    header.write((data?.length ?? 0).toString(8).padStart(11, '0'), 124)
    header.write('00000000000', 136)
    header.write(data === null ? folder : file, 156)
    header.write('ustar\0' + '00', 257)
    header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148)
    if (data !== null) bytes.set(data, at + block)
    at += sizes[index] ?? 0
  }
  return new Uint8Array(bytes.buffer)
}

/**
 * @param {Buffer} header
 * @param {number} at
 * @param {number} length
 */
function text(header, at, length) {
  const end = header.subarray(at, at + length).indexOf(0)
  return header.toString('utf8', at, at + (end < 0 ? length : end))
}

/**
 * @param {Buffer} header
 * @param {number} at
 */
function octal(header, at) {
  return Number.parseInt(text(header, at, 12), 8) || 0
}

/**
 * The sum of a header's bytes, with its own eight taken as spaces.
 *
 * @param {Buffer} header
 */
function checksum(header) {
  let sum = 8 * 0x20
  for (let at = 0; at < block; at += 1) if (at < 148 || at >= 156) sum += header[at] ?? 0
  return sum
}
