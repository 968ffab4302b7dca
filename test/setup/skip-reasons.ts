import { relative } from 'node:path'
import type { Reporter, TestModule, Vitest } from 'vitest/node'

/** Prints why each skipped test was skipped. On CI one without a reason fails the run. */
export class SkipReasons implements Reporter {
  #vitest: Vitest | undefined

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    // With a name to look for, all other tests are skipped, and the reason is plain.
    if (this.#vitest?.config.testNamePattern) return
    let unexplained = 0
    for (const module of modules) {
      const file = relative(process.cwd(), module.moduleId)
      for (const test of module.children.allTests('skipped')) {
        const result = test.result()
        const note = result.state === 'skipped' ? result.note : undefined
        const reason = note ?? (module.ok() ? 'no reason given' : 'the setup of its file failed')
        if (note === undefined && module.ok()) unexplained++
        console.log(`skipped: ${file} > ${test.fullName}: ${reason}`)
      }
    }
    if (unexplained > 0 && process.env['CI'] !== undefined) {
      console.error(`${unexplained} tests are skipped without a reason: use context.skip('reason')`)
      process.exitCode = 1
    }
  }
}
