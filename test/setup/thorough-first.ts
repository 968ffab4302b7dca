import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { seededRandom, shuffled } from './random.js'
import { isThorough } from './thorough.js'

/**
 * Puts files in a random order, for no file may count on another one to have run before it. The thorough ones come first:
 * one that came last would leave the other workers idle.
 */
export class ThoroughFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = shuffled(seededRandom(this.ctx.config.sequence.seed), files)
    const isEarly = ({ moduleId }: TestSpecification) => isThorough(moduleId)
    return Promise.resolve([...order.filter(isEarly), ...order.filter((file) => !isEarly(file))])
  }
}
