import { assertSchema } from '../../migrate/index.js'
import { withClient } from '../../migrate/with-client.js'
import { partitionMessages, partitionSql } from '../../partition/partition-messages.js'
import { databaseUrl } from '../database-url.js'
import { exitCodes } from '../exit-codes.js'
import { interruptible } from '../interrupt.js'
import { startProgress } from '../start-progress.js'

/** The options of `souk-db partition`. */
export interface PartitionFlags {
  readonly url?: string
  readonly apply?: boolean
  readonly format: 'text' | 'json'
}

/** Prints the steps, or splits the table. */
export async function runPartition({ url, apply, format }: PartitionFlags): Promise<void> {
  const report = (document: object, text: string) =>
    process.stdout.write(`${format === 'json' ? JSON.stringify(document, null, 2) : text}\n`)
  if (apply !== true) {
    const statements = partitionSql(new Date())
    report({ statements }, `${statements.join(';\n\n')};`)
    return
  }
  const target = databaseUrl(url)
  using progress = startProgress({ label: 'Partitioning' })
  const done = await interruptible(
    async (signal) => {
      await assertSchema({ url: target }, { allowNewer: true })
      return withClient(
        { url: target },
        'souk-db partition',
        (client) => partitionMessages(client, { signal, onStep: (step) => progress.step(step) }),
        signal,
      )
    },
    { stopped: () => 'stopped between two steps: run it again within the month, and it goes on' },
  )
  progress[Symbol.dispose]()
  report(
    done,
    done.state === 'partitioned'
      ? 'messages is partitioned by month'
      : ['Nothing was changed:', ...done.reasons].join('\n  '),
  )
  if (done.state === 'refused') process.exitCode = exitCodes.failed
}
