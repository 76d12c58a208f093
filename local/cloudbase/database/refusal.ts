/** The codes that this database answers with; the SDK throws them on as `error.code`. */
export type RefusalCode =
  | 'INVALID_PARAM'
  | 'DATABASE_COLLECTION_NOT_EXIST'
  | 'DATABASE_COLLECTION_ALREADY_EXIST'
  | 'DATABASE_REQUEST_FAILED'
  | 'DATABASE_TIMEOUT'
  | 'DATABASE_TRANSACTION_CONFLICT'
  | 'DATABASE_TRANSACTION_FAIL'
  | 'SIGN_PARAM_INVALID'
  | 'SYS_ERR'

/**
 * A request that is answered `{code, message}`. It is thrown, because it may be found deep inside
 * a scan or an update, and caught in one place, where the wire's answer is written.
 */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message)
  }
}

export function refuse(code: RefusalCode, message: string): never {
  throw new Refusal(code, message)
}

/** Node's and mingo's errors carry their whole meaning in the message. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
