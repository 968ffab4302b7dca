import { afterEach, beforeEach } from 'vitest'
import { Proxy } from './proxy.js'

/**
 * Opens a proxy before each test of a file, and closes it after.
 *
 * @param use - Is given the new proxy, for the test to use.
 */
export function proxyForEach(url: string, use: (proxy: Proxy) => void): void {
  let proxy: Proxy
  beforeEach(async () => use((proxy = await Proxy.to(url))))
  afterEach(() => proxy[Symbol.asyncDispose]())
}
