import { isSoukError, type AnySoukError } from '@souk/db'
import type { FastifyInstance } from 'fastify'

/** A refusal of the service itself. */
export class ProblemError extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** An answer as RFC 9457 has it. */
interface Problem {
  readonly type: 'about:blank'
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly field?: string
  readonly rule?: string
}

const statuses: Partial<Record<AnySoukError['code'], number>> = {
  invalid_input: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  connection: 503,
  timeout: 504,
}

/** The rules that are about who asks, or about how, and not about the state of what is asked for. */
const statusesOfRules: Partial<Record<string, number>> = {
  session_ended: 401,
  refresh_token_reused: 401,
  password_changed: 401,
  idempotency_key_reused: 422,
  webhook_body_differs: 400,
}

/** Answers every error as a problem. Those of the package hold no value, no row and no password, so they are shown. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const problem = problemOf(error)
    if (problem.status >= 500) request.log.error(error)
    return reply.status(problem.status).type('application/problem+json').send(problem)
  })
  app.setNotFoundHandler((_request, reply) =>
    reply
      .status(404)
      .type('application/problem+json')
      .send(problem(404, 'not_found', 'there is nothing here')),
  )
}

export function problemOf(error: unknown): Problem {
  if (isSoukError(error)) return problemOfDatabase(error)
  const { validation, statusCode, code } = error as {
    readonly validation?: readonly { readonly instancePath: string }[]
    readonly statusCode?: number
    readonly code?: string
  }
  const [mistake] = validation ?? []
  if (mistake !== undefined && error instanceof Error) {
    const field = mistake.instancePath.slice(1)
    return { ...problem(400, 'invalid_input', error.message), ...(field !== '' && { field }) }
  }
  if (error instanceof Error && statusCode !== undefined && statusCode < 500)
    return problem(statusCode, statusCode === 429 ? 'too_many_requests' : (code ?? 'refused'), error.message)
  if (error instanceof ProblemError) return problem(error.statusCode, error.code, error.message)
  return problem(500, 'internal', 'something unexpected went wrong')
}

function problemOfDatabase(error: AnySoukError): Problem {
  const status = statuses[error.code] ?? (error.retryable ? 503 : 500)
  const shown = problem(status, error.code, error.message)
  switch (error.code) {
    case 'invalid_input':
      return { ...shown, field: error.field }
    case 'forbidden':
      return { ...shown, rule: error.rule }
    case 'conflict':
      return { ...shown, status: statusesOfRules[error.rule] ?? status, rule: error.rule }
    case 'constraint': {
      const isInput = error.kind === 'check' || error.kind === 'not_null'
      return { ...shown, status: isInput ? 422 : 409, ...(error.field !== null && { field: error.field }) }
    }
    default:
      return shown
  }
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: 'about:blank', status, code, detail }
}
