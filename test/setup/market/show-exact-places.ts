import type { Executor } from '../../../src/engine/executor.js'
import { query } from '../query.js'

/**
 * Lets a database show places as they are, for tests of what is made of public places: from then on the public place of
 * what is written is the exact one.
 */
export async function showExactPlaces(executor: Executor): Promise<void> {
  await executor.execute(
    query<undefined, object>(
      `create or replace function set_public_location() returns trigger language plpgsql as $$
      begin
        new.public_location := new.location;
        return new;
      end $$`,
    ),
  )
  await executor.execute(
    query<undefined, object>('alter table users disable trigger tr_users_keep_first_anchor'),
  )
}

/** Gives what such a database shows of what was given: the place by the name of the public one. */
export function asShown<Given extends object>(given: Given): Omit<Given, 'location'> {
  if (!('location' in given)) return given
  const { location, ...rest } = given
  return { ...rest, publicLocation: location }
}

/** The name under which such a database shows a field. */
export function shownAs(field: string): string {
  return field === 'location' ? 'publicLocation' : field
}
