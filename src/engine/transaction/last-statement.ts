import type { StatementOutcome } from '../../errors.js'
import type { CallOptions } from '../cancellation.js'
import type { StatementResult } from '../statement/statement-result.js'
import type { Executor } from '../executor.js'
import { QueryRunner } from '../query-runner.js'
import type { BoundStatement, StatementCache } from '../statement/statement.js'

/** The kinds of statement that can be the last one of a transaction. */
export type LastStatement = Pick<Executor, 'many' | 'one' | 'maybeOne' | 'execute'>

type Run = (bound: BoundStatement, options?: CallOptions) => Promise<StatementResult>

class LastStatementRunner extends QueryRunner {
  protected override readonly exclusive = 'transaction'
  protected override readonly retries: number
  protected readonly run: Run

  constructor(statements: StatementCache, retries: number, run: Run) {
    super(statements)
    this.retries = retries
    this.run = run
  }

  /** Even a read has committed the work before it. */
  protected override outcomeOf(): StatementOutcome {
    return 'applied'
  }

  protected runStream(): never {
    throw new Error('a cursor is no last statement')
  }

  protected runCopy(): never {
    throw new Error('a COPY is no last statement')
  }
}

/** Creates the executor of a transaction's last statement. */
export function lastStatement(statements: StatementCache, retries: number, run: Run): LastStatement {
  const runner = new LastStatementRunner(statements, retries, run)
  return {
    many: (...given) => runner.many(...given),
    one: (...given) => runner.one(...given),
    maybeOne: (...given) => runner.maybeOne(...given),
    execute: (...given) => runner.execute(...given),
  }
}
