/** The words of the pages, in both languages. */
const texts = {
  en: {
    title: 'Souk',
    other: 'العربية',
    map: 'Map',
    chats: 'Chats',
    search: 'What are you looking for?',
    radius: 'Within',
    km: 'km',
    live: 'Live',
    nothing: 'Nothing here. Try a larger circle.',
    found: 'Nearby',
    write: 'Write to the seller',
    sold: 'sold',
    email: 'E-mail address',
    password: 'Password (10 characters or more)',
    username: 'User name',
    signIn: 'Sign in',
    register: 'New account',
    signOut: 'Sign out',
    noChats: 'No conversations yet. Find something on the map.',
    message: 'Message',
    send: 'Send',
    offer: 'Your offer',
    makeOffer: 'Make an offer',
    counter: 'Counter',
    accept: 'Accept',
    decline: 'Decline',
    cancel: 'Take back',
    offered: 'Offer:',
    pay: 'Pay',
    typing: 'is typing …',
    present: 'online',
    seen: 'seen',
    asked: 'asks',
    trouble: 'That did not work',
    signInFirst: 'Sign in first.',
    offline: 'Connecting …',
    pending: 'waiting for an answer',
    accepted: 'accepted',
    declined: 'declined',
    countered: 'answered',
    cancelled: 'taken back',
    expired: 'expired',
    toPay: 'To pay',
    waiting: 'The payment is on its way …',
    paid: 'Paid',
    paymentEnded: 'The payment was called off.',
  },
  ar: {
    title: 'سوق',
    other: 'English',
    map: 'الخريطة',
    chats: 'المحادثات',
    search: 'عمّ تبحث؟',
    radius: 'ضمن',
    km: 'كم',
    live: 'مباشر',
    nothing: 'لا شيء هنا. جرّب دائرة أوسع.',
    found: 'بالقرب',
    write: 'راسل البائع',
    sold: 'مباع',
    email: 'البريد الإلكتروني',
    password: 'كلمة السر (10 أحرف أو أكثر)',
    username: 'اسم المستخدم',
    signIn: 'تسجيل الدخول',
    register: 'حساب جديد',
    signOut: 'تسجيل الخروج',
    noChats: 'لا محادثات بعد. ابحث عن شيء على الخريطة.',
    message: 'رسالة',
    send: 'إرسال',
    offer: 'عرضك',
    makeOffer: 'قدّم عرضًا',
    counter: 'عرض مقابل',
    accept: 'قبول',
    decline: 'رفض',
    cancel: 'سحب',
    offered: 'عرض:',
    pay: 'ادفع',
    typing: 'يكتب …',
    present: 'متصل الآن',
    seen: 'قُرئت',
    asked: 'السعر',
    trouble: 'لم ينجح ذلك',
    signInFirst: 'سجّل الدخول أولاً.',
    offline: 'جارٍ الاتصال …',
    pending: 'بانتظار الرد',
    accepted: 'مقبول',
    declined: 'مرفوض',
    countered: 'تم الرد',
    cancelled: 'مسحوب',
    expired: 'منتهٍ',
    toPay: 'للدفع',
    waiting: 'الدفعة في الطريق …',
    paid: 'مدفوع',
    paymentEnded: 'أُلغيت الدفعة.',
  },
}

const root = document.documentElement
const kept = localStorage.getItem('language')
export let language = kept ?? (navigator.language.startsWith('ar') ? 'ar' : 'en')

export const say = (name) => texts[language][name] ?? name

const locale = () => (language === 'ar' ? 'ar-AE' : 'en-AE')

export const money = (minor, currency) => {
  const format = new Intl.NumberFormat(locale(), { style: 'currency', currency, minimumFractionDigits: 0 })
  return format.format(
    minor /
      10 **
        new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits,
  )
}
export const number = (value) => new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value)
export const clock = (time) =>
  new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(new Date(time))

const listeners = []

/** Calls a function now, and whenever the language changes. */
export function onLanguage(listener) {
  listeners.push(listener)
  listener()
}

export function choose(chosen) {
  language = chosen
  localStorage.setItem('language', chosen)
  for (const listener of listeners) listener()
}

onLanguage(() => {
  root.lang = language
  root.dir = language === 'ar' ? 'rtl' : 'ltr'
  document.title = say('title')
  for (const element of document.querySelectorAll('[data-say]'))
    element.textContent = say(element.dataset.say)
  for (const element of document.querySelectorAll('[data-hint]')) {
    element.placeholder = say(element.dataset.hint)
    element.setAttribute('aria-label', say(element.dataset.hint))
  }
})
document.getElementById('language')?.addEventListener('click', () => choose(language === 'en' ? 'ar' : 'en'))
