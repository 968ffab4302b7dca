import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

/** Names each test that failed at first and passed when it was tried again: it is to be mended, and must not hide. */
export class SecondTries implements Reporter {
  readonly #file: string | undefined

  /** @param file - where the names go too, if there are any. */
  constructor(file?: string) {
    this.#file = file
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const names: string[] = []
    for (const module of modules) {
      for (const test of module.children.allTests('passed')) {
        if (test.diagnostic()?.flaky !== true) continue
        const reason = test.result().errors?.[0]?.message ?? 'no message'
        names.push(`${relative(process.cwd(), module.moduleId)} > ${test.fullName}: ${reason}`)
      }
    }
    for (const name of names) console.log(`passed at the second try: ${name}`)
    if (this.#file !== undefined && names.length > 0) writeFileSync(this.#file, names.join('\n'))
  }
}
