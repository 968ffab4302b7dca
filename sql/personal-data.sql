/*
personal data: what is known of a person, and how it is erased. The work is done by two functions of migration 27, for it
follows the comments of the schema.
*/

/* @name exportPersonalData */
-- The rows about a user, table by table, each as a JSON object; no row if there is no such user.
-- primary-only: it must be complete
select
  exported.table_name as "table_name!",
  exported.row_json as "row_json!"
from export_personal_data(:userId!) as exported;

/* @name eraseUser */
-- Erases the personal data of a user, and returns the receipt; of a dry run the list of changes alone.
-- No row if there is no such user.
select
  erasure.receipt_id as "receipt_id?",
  erasure.receipt_changes as "changes!",
  erasure.receipt_erased_at as "erased_at?"
from erase_user(:userId!, :isDryRun!) as erasure;
