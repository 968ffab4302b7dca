import { ask, askOnce, insist, listen, make, resume, shownTrouble, signIn, signOut } from './souk.js'
import { clock, money, onLanguage, say } from './words.js'

const by = (id) => document.getElementById(id)
const shown = shownTrouble(by('trouble'), say)
const minor = 100
const showState = (isUp) => (by('offline').hidden = isUp)

let me = null
let inbox = []
/** The open conversation: its messages, offers, product, and the payment of an accepted offer. */
let open = null
let live = null

by('sign-in').addEventListener('submit', (event) => {
  event.preventDefault()
  const { email, password, username } = Object.fromEntries(new FormData(event.target))
  const isNew = event.submitter?.value === 'register'
  void shown(async () => {
    me = await signIn(
      isNew ? '/auth/register' : '/auth/login',
      isNew ? { email, password, username } : { email, password },
    )
    await start()
  })
})
by('sign-out').addEventListener(
  'click',
  () =>
    void shown(async () => {
      await signOut()
      location.assign('/chat')
    }),
)

async function start() {
  by('sign-in').hidden = me !== null
  by('chats').hidden = by('sign-out').hidden = me === null
  if (me === null) return
  live ??= listen({
    onEvent: (event) => void shown(() => hear(event)),
    onState: (isUp) => {
      showState(isUp)
      // A new connection knows nothing of what the page shows.
      if (isUp) watchPresence()
    },
    onEnd: () => location.reload(),
  })
  await showInbox()
  const productId = new URLSearchParams(location.search).get('product')
  if (productId !== null) {
    history.replaceState(null, '', '/chat')
    const { id } = await ask('POST', '/conversations', { productId })
    await openConversation(id)
    await showInbox()
  } else if (inbox.length > 0 && open === null) await openConversation(inbox[0].id)
}

let inboxRead = null
function showInbox() {
  const read = ask('GET', '/conversations').then(({ items }) => {
    // Answers may overtake each other: the last question counts, and whoever asked before waits for it.
    if (inboxRead !== read) return inboxRead
    inbox = items
    drawInbox()
  })
  inboxRead = read
  return read
}

async function openConversation(id) {
  const conversation = inbox.find((one) => one.id === id) ?? (await ask('GET', `/conversations/${id}`))
  const otherId = conversation.buyerId === me.userId ? conversation.sellerId : conversation.buyerId
  const thread = {
    id,
    otherId,
    isBuyer: conversation.buyerId === me.userId,
    productId: conversation.productId,
    product: null,
    messages: [],
    reading: null,
    offers: new Map(),
    payment: null,
  }
  open = thread
  by('thread').hidden = false
  watchPresence()
  const [product] = await Promise.all([
    conversation.productId && ask('GET', `/products/${conversation.productId}`),
    readThread(thread),
  ])
  thread.product = product
  if (open !== thread) return
  draw()
  await markRead()
}

/** Reads the newest messages, the offers, and the payment of an accepted one. Of two readings at once the later one counts. */
function readThread(thread) {
  const reading = { changes: [], done: null }
  thread.reading = reading
  reading.done = read(thread, reading)
  return reading.done
}

async function read(thread, reading) {
  const { id, isBuyer } = thread
  const [messages, offers, payments] = await insist(() =>
    Promise.all([
      ask('GET', `/conversations/${id}/messages?limit=100`),
      ask('GET', `/conversations/${id}/offers?limit=100`),
      ask('GET', `/payments?as=${isBuyer ? 'buyer' : 'seller'}&limit=20`),
    ]),
  )
  if (thread.reading !== reading) return thread.reading?.done
  thread.reading = null
  thread.messages = messages.items.reverse()
  for (const make of reading.changes) make(thread.messages)
  thread.offers = new Map(offers.items.map((offer) => [offer.id, offer]))
  thread.payment = payments.items.find(({ offerId }) => thread.offers.has(offerId)) ?? null
}

/** Makes a change to the messages that are shown, and once more to those that are just being read, which may not have it. */
function change(thread, make) {
  thread.reading?.changes.push(make)
  make(thread.messages)
}

/** Takes a message in at its time, once: one's own comes with its answer and as an event, and what is heard may be read too. */
const taken = (message) => (messages) => {
  if (messages.some(({ id }) => id === message.id)) return
  const before = messages.findLastIndex(({ createdAt }) => createdAt <= message.createdAt)
  messages.splice(before + 1, 0, message)
}

const seen = (seenAt) => (messages) => {
  for (const message of messages)
    if (message.senderId === me.userId && message.createdAt <= seenAt) message.readAt ??= seenAt
}

async function markRead() {
  const hasNews = open?.messages.some(({ senderId, readAt }) => senderId !== me.userId && readAt === null)
  if (!hasNews || document.visibilityState !== 'visible') return
  await ask('POST', `/conversations/${open.id}/read`)
  const item = inbox.find(({ id }) => id === open.id)
  if (item) item.unreadCount = 0
  drawInbox()
}

/** Takes in what happened. An event says what changed; what is true now is read. */
async function hear(event) {
  if (event.type === 'typing') return showTyping(event)
  if (event.type === 'presence') return showPresence(event)
  if (event.type === 'gap') {
    await Promise.all([showInbox(), open && readThread(open)])
    return draw()
  }
  const { conversationId } = event.payload
  if (event.type === 'message.sent' && conversationId === open?.id) {
    // Null: it was deleted meanwhile.
    if (event.message !== null) change(open, taken(event.message))
    by('typing').hidden = true
    draw()
    await markRead()
  }
  if (
    event.type === 'conversation.read' &&
    conversationId === open?.id &&
    event.payload.readerId !== me.userId
  ) {
    change(open, seen(event.createdAt))
    draw()
  }
  const isChanged = event.type === 'message.changed' || event.type === 'message.deleted'
  if (isChanged && conversationId === open?.id) {
    await readThread(open)
    draw()
  }
  const isDeal = event.type.startsWith('offer.') || event.type.startsWith('payment.')
  if (isDeal && open !== null && event.payload.productId === open.productId) {
    await readThread(open)
    draw()
  }
  if (event.type === 'message.sent' || event.type === 'conversation.opened') await showInbox()
}

let typingEnds
function showTyping({ conversationId, userId }) {
  if (conversationId !== open?.id || userId !== open.otherId) return
  by('typing').hidden = false
  clearTimeout(typingEnds)
  typingEnds = setTimeout(() => (by('typing').hidden = true), 3_000)
}

function watchPresence() {
  by('present').hidden = true
  if (open !== null) live?.say({ type: 'open', conversationId: open.id })
}

function showPresence({ conversationId, isPresent }) {
  if (conversationId === open?.id) by('present').hidden = !isPresent
}

function drawInbox() {
  const items = inbox.map(({ id, otherParticipant, lastMessage, unreadCount }) => {
    const item = make(
      'button',
      { type: 'button' },
      unreadCount > 0 ? make('b', {}, String(unreadCount)) : null,
      make('strong', { dir: 'auto' }, otherParticipant.username),
      make('div', { className: 'faint', dir: 'auto' }, previewOf(lastMessage)),
    )
    if (id === open?.id) item.setAttribute('aria-current', 'true')
    item.addEventListener('click', () => void shown(() => openConversation(id)))
    return make('li', {}, item)
  })
  by('inbox').replaceChildren(
    ...(items.length > 0 ? items : [make('li', { className: 'empty faint' }, say('noChats'))]),
  )
}

/** The newest message in a line: its words, or the offer that it shows. */
function previewOf(message) {
  if (message === null) return ''
  const { content, offerData } = message
  return (
    content ??
    (offerData === null ? '…' : `${say('offered')} ${money(offerData.amountMinor, offerData.currency)}`)
  )
}

function draw() {
  if (open === null) return
  const other = inbox.find(({ id }) => id === open.id)?.otherParticipant ?? open.product?.seller
  by('with').textContent = other?.username ?? ''
  const { product, payment, messages, offers, isBuyer } = open
  by('about').replaceChildren(
    ...(product === null
      ? []
      : [
          make('bdi', {}, product.title),
          ` · ${say('asked')} `,
          make('bdi', {}, money(product.priceMinor, product.currency)),
        ]),
  )
  by('typing').textContent = `${other?.username ?? ''} ${say('typing')}`
  by('haggle').hidden =
    !isBuyer ||
    product === null ||
    payment !== null ||
    [...offers.values()].some(({ status }) => status === 'pending')
  by('messages').replaceChildren(...messages.map(drawMessage))
  by('messages').lastElementChild?.scrollIntoView({ block: 'end' })
  drawPayment(payment, isBuyer)
  drawInbox()
}

function drawMessage({ senderId, content, createdAt, readAt, offerId, offerData }) {
  const isMine = senderId === me.userId
  const offer = open.offers.get(offerId)
  const terms = offer ?? offerData
  const state = isMine && readAt !== null ? ` · ${say('seen')}` : ''
  return make(
    'li',
    { className: isMine ? 'mine' : '' },
    terms === null
      ? null
      : make(
          'p',
          {},
          make('strong', {}, money(terms.amountMinor, terms.currency)),
          offer ? ` · ${say(offer.status)}` : '',
        ),
    content === null ? null : make('p', { dir: 'auto' }, content),
    make('small', {}, clock(createdAt) + state),
    offer?.status === 'pending' ? drawAnswers(offer) : null,
  )
}

function drawAnswers({ id, madeBy, amountMinor }) {
  const button = (name, isQuiet, work) => {
    const element = make('button', { type: 'button', className: isQuiet ? 'quiet' : '' }, say(name))
    element.addEventListener(
      'click',
      () =>
        void shown(async () => {
          await work()
          await readThread(open)
          draw()
        }),
    )
    return element
  }
  const paymentId = crypto.randomUUID()
  const accept = () => insist(() => ask('POST', `/offers/${id}/accept`, { paymentId }))
  const counter = async () => {
    const asked = prompt(say('offer'), String(Math.ceil((amountMinor + open.product.priceMinor) / 2 / minor)))
    if (asked !== null)
      await askOnce('POST', `/offers/${id}/counter`, { amountMinor: Math.round(Number(asked) * minor) })
  }
  return make(
    'div',
    { className: 'answers' },
    ...(madeBy === me.userId
      ? [button('cancel', true, () => ask('POST', `/offers/${id}/cancel`))]
      : [
          button('accept', false, accept),
          button('counter', true, counter),
          button('decline', true, () => ask('POST', `/offers/${id}/decline`)),
        ]),
  )
}

function drawPayment(payment, isBuyer) {
  by('payment').hidden = payment === null
  if (payment === null) return
  const amount = money(payment.amountMinor, payment.currency)
  if (payment.status === 'completed') by('payment').replaceChildren(`✓ ${say('paid')} · ${amount}`)
  else if (payment.status !== 'pending') by('payment').replaceChildren(say('paymentEnded'))
  else if (open.isPaying || !isBuyer)
    by('payment').replaceChildren(`${say(isBuyer ? 'waiting' : 'toPay')} · ${amount}`)
  else {
    const pay = make('button', { type: 'button', id: 'pay' }, `${say('pay')} ${amount}`)
    pay.addEventListener(
      'click',
      () =>
        void shown(async () => {
          // A real page hands this secret to Stripe's own form, where the card is: nothing of a card comes by here.
          await insist(() => ask('POST', `/payments/${payment.id}/intent`))
          open.isPaying = true
          draw()
        }),
    )
    by('payment').replaceChildren(pay)
  }
}

by('write').addEventListener('submit', (event) => {
  event.preventDefault()
  const field = event.target.elements.content
  const message = { id: crypto.randomUUID(), content: field.value }
  field.value = ''
  void shown(async () => {
    const { id } = open
    const sent = await insist(() => ask('POST', `/conversations/${id}/messages`, message))
    if (open.id === id) change(open, taken(sent))
    draw()
  })
})
by('write').elements.content.addEventListener('input', () =>
  live?.say({ type: 'typing', conversationId: open.id }),
)
by('haggle').addEventListener('submit', (event) => {
  event.preventDefault()
  const field = event.target.elements.amount
  void shown(async () => {
    const amountMinor = Math.round(Number(field.value) * minor)
    await askOnce('POST', '/offers', { conversationId: open.id, productId: open.productId, amountMinor })
    field.value = ''
    await readThread(open)
    draw()
  })
})
document.addEventListener('visibilitychange', () => void shown(markRead))

onLanguage(() => {
  if (me === null) return
  drawInbox()
  draw()
})
me = await resume(showState)
by('sign-in').hidden = me !== null
await shown(start)
document.body.dataset.ready = ''
