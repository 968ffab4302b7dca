import type { ClientBase } from 'pg'

const settings = `
do $$
begin
  perform set_config('log_min_messages', 'panic', false);
exception
  when insufficient_privilege then null;
end
$$;
set client_min_messages = log;
set debug_pretty_print = off;
set debug_print_parse = on`

/**
 * Makes the server send its tree of each statement from here on as a message, with every name resolved: columns, overloads,
 * the query of an aggregate. No protocol message has it. The trees stay out of the server's own log if the user may decide
 * about that.
 */
export async function showTrees(client: ClientBase): Promise<void> {
  await client.query(settings)
}
