/** Types and queries of "personal-data.sql". Made by souk-db generate; never edit. */

import { PreparedQuery } from '../src/engine/statement/prepared-query.js'
import type { JsonColumns } from './json-columns.js'

/** Parameters of `exportPersonalData`. */
export interface ExportPersonalDataParams {
  readonly userId: string
}

/** A row of `exportPersonalData`. */
export interface ExportPersonalDataRow {
  readonly tableName: string
  readonly rowJson: string
}

/**
 * The rows about a user, table by table, each as a JSON object; no row if there is no such user.
 * primary-only: it must be complete
 *
 * [sql/personal-data.sql:6](../sql/personal-data.sql#L6)
 *
 * ```sql
 * select
 *   exported.table_name as "table_name!",
 *   exported.row_json as "row_json!"
 * from export_personal_data(:userId!) as exported
 * ```
 */
export const exportPersonalData = new PreparedQuery<ExportPersonalDataParams, ExportPersonalDataRow>(
  '{"usedParamSet":{"userId":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":243,"b":250}]}],"statement":"-- The rows about a user, table by table, each as a JSON object; no row if there is no such user.\\n-- primary-only: it must be complete\\nselect\\n  exported.table_name as \\"table_name!\\",\\n  exported.row_json as \\"row_json!\\"\\nfrom export_personal_data(:userId!) as exported"}',
  '{"name":"exportPersonalData","file":"personal-data.sql","parameterTypes":{"userId":"uuid"},"tables":[],"access":"read","primary":true}',
)

/** Parameters of `eraseUser`. */
export interface EraseUserParams {
  readonly userId: string
  readonly isDryRun: boolean
}

/** A row of `eraseUser`. */
export interface EraseUserRow {
  readonly receiptId: string | null
  readonly changes: JsonColumns['eraseUser.changes']
  readonly erasedAt: Date | null
}

/**
 * Erases the personal data of a user, and returns the receipt; of a dry run the list of changes alone.
 * No row if there is no such user.
 *
 * [sql/personal-data.sql:14](../sql/personal-data.sql#L14)
 *
 * ```sql
 * select
 *   erasure.receipt_id as "receipt_id?",
 *   erasure.receipt_changes as "changes!",
 *   erasure.receipt_erased_at as "erased_at?"
 * from erase_user(:userId!, :isDryRun!) as erasure
 * ```
 */
export const eraseUser = new PreparedQuery<EraseUserParams, EraseUserRow>(
  '{"usedParamSet":{"userId":true,"isDryRun":true},"params":[{"name":"userId","required":true,"transform":{"type":"scalar"},"locs":[{"a":287,"b":294}]},{"name":"isDryRun","required":true,"transform":{"type":"scalar"},"locs":[{"a":297,"b":306}]}],"statement":"-- Erases the personal data of a user, and returns the receipt; of a dry run the list of changes alone.\\n-- No row if there is no such user.\\nselect\\n  erasure.receipt_id as \\"receipt_id?\\",\\n  erasure.receipt_changes as \\"changes!\\",\\n  erasure.receipt_erased_at as \\"erased_at?\\"\\nfrom erase_user(:userId!, :isDryRun!) as erasure"}',
  '{"name":"eraseUser","file":"personal-data.sql","parameterTypes":{"userId":"uuid","isDryRun":"bool"},"tables":[],"access":"write"}',
)
