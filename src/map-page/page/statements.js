import { element } from './cards.js'
import { formatNumber, words } from './words.js'

const list = document.getElementById('statements')
const mostShown = 20

/**
 * Shows the statements of an answer above those before.
 *
 * @param explain - Asks for the plans of the question.
 */
export function showStatements(name, { statements }, explain) {
  list.prepend(...statements.map((statement) => entry(name, statement, explain)))
  while (list.children.length > mostShown) list.lastElementChild.remove()
}

function entry(name, { query, file, text, rowCount, ranMs }, explain) {
  const plan = element('button', { type: 'button', className: 'quiet' }, words().plan)
  plan.addEventListener('click', () => void showPlan(plan, query, explain))
  return element(
    'li',
    {},
    element(
      'details',
      {},
      element(
        'summary',
        {},
        element('span', { className: 'ms' }, milliseconds(ranMs)),
        element('code', { dir: 'ltr' }, query),
        element('span', { className: 'of' }, words().views[name]),
        element('span', { className: 'of', dir: 'ltr' }, `sql/${file}`),
        element('span', { className: 'of' }, `${words().rows}: ${formatNumber(rowCount ?? 0)}`),
      ),
      plan,
      element('pre', { dir: 'ltr', tabIndex: 0 }, text.trim()),
    ),
  )
}

async function showPlan(button, query, explain) {
  button.disabled = true
  button.textContent = words().explaining
  try {
    const { plans } = await explain()
    const lines = plans.filter((one) => one.query === query).flatMap(({ plan }) => plan)
    button.replaceWith(element('pre', { className: 'plan', dir: 'ltr', tabIndex: 0 }, lines.join('\n')))
  } catch (error) {
    button.textContent = error.message
  }
}

function milliseconds(ms) {
  return `${formatNumber(ms, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}\u00a0${words().units.ms}`
}
