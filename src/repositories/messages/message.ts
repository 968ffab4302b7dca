import type { PageInput } from '../../pagination/page.js'
import type { NotifyInput } from '../notifications/notification.js'

interface SendInput extends NotifyInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string | undefined
  readonly conversationId: string
  /** A participant, who acts. */
  readonly senderId: string
}

/** A message of text. */
export interface SendTextInput extends SendInput {
  /** @defaultValue `text` */
  readonly messageType?: 'text' | undefined
  /** 1 to 5,000 characters, one of which can be seen. */
  readonly content: string
}

/** A message of images. */
export interface SendImagesInput extends SendInput {
  readonly messageType: 'image'
  /** 1 to 10, in the order of display. */
  readonly imageUrls: readonly string[]
  /** A caption: 1 to 5,000 characters, one of which can be seen. */
  readonly content?: string | null | undefined
}

/** A message of the marketplace itself, such as 'The offer was accepted'. */
export interface SendSystemMessageInput extends NotifyInput {
  /** Give one (see {@link newId}) to make the call safe to retry. @defaultValue one is made */
  readonly id?: string | undefined
  readonly conversationId: string
  /** The participant whose action the message reports. For the other one it is unread. */
  readonly aboutUserId: string
  /** 1 to 5,000 characters, one of which can be seen. */
  readonly content: string
}

/** A new message of a participant's. */
export type SendMessageInput = SendTextInput | SendImagesInput

/** A message, and the user on whose behalf something is asked or done. */
export interface MessageAccessInput {
  readonly messageId: string
  readonly userId: string
}

/** A page of a conversation's messages. */
export interface ConversationMessagesInput extends PageInput {
  readonly conversationId: string
  /** The participant who reads. */
  readonly userId: string
  /**
   * `older`: newest first, from the end of the conversation back. `newer`: oldest first, from its beginning on.
   * @defaultValue `older`
   */
  readonly direction?: 'older' | 'newer' | undefined
  /** The id of the message to start from, which is not in the page. @defaultValue the end, or the beginning */
  readonly from?: string | undefined
}
