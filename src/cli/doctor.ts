import { Command, InvalidArgumentError } from 'commander'
import { rules } from '../doctor/rules.js'
import { Option } from 'commander'
import type { DoctorFlags } from './doctor/run-doctor.js'
import { addMigrationsOptions } from './migrations-options.js'

/** `souk-db doctor`: looks for what is wrong with a database, and says how to mend it. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description(
      'look for faults of a database, and print how to mend each; it only reads. The exit code is 0 without errors and warnings, 1 with some, 3 if the server cannot be reached, 64 for a wrong option',
    )
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .addOption(new Option('--rule <names...>', 'these rules alone').choices(rules.map(({ name }) => name)))
    .option('--area <west,south,east,north>', 'the box that all places should lie in', area)
    .option('--memory <size>', "the memory of the server's machine, such as 8GB, if it cannot tell", memory)
    .option(
      '--try-indexes',
      'also try indexes for slow statements, on samples of tables in temporary tables; it needs the right to make these',
    )
    .option('--json', 'print JSON')
  return addMigrationsOptions(command).action(async (flags: DoctorFlags) => {
    // Only this command needs it: `generate` runs before the generated files exist.
    const { runDoctor } = await import('./doctor/run-doctor.js')
    await runDoctor(flags)
  })
}

function area(text: string): readonly [number, number, number, number] {
  const [west, south, east, north, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? NaN : Number(part)))
  if (
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined ||
    rest.length > 0
  )
    throw new InvalidArgumentError('Not four numbers: west,south,east,north.')
  const isBox =
    Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90
  if (!isBox || west >= east || south >= north)
    throw new InvalidArgumentError('Not a box: west < east in degrees up to 180, south < north up to 90.')
  return [west, south, east, north]
}

const units: Readonly<Record<string, number>> = { MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 }

function memory(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(MB|GB|TB)$/.exec(text) ?? []
  const bytes = Number(number) * (units[unit] ?? NaN)
  if (!(bytes > 0)) throw new InvalidArgumentError('Not a size such as 512MB or 8GB.')
  return bytes
}
