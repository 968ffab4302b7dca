import { boolean, object, optional, uuid, type Keys } from '../../input/index.js'
import type { FiltersOf } from '../../pagination/list-request.js'
import type { TimeList } from '../../pagination/time-page.js'
import type { NotificationsInput } from './notification.js'

/** A user's notifications, newest first. */
export const notificationList = {
  kind: 'notifications.ofUser',
  readFilters: object({ userId: uuid, isUnread: optional(boolean) } satisfies Keys<
    FiltersOf<NotificationsInput>
  >),
} satisfies TimeList<object>
