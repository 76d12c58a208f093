import { randomUUID } from 'node:crypto'
import type { FunctionDeclaration } from '../declarations'

/** The most that an event or an answer may weigh (CloudBase, limits of functions). */
export const PAYLOAD_BYTES_MAX = 6 * 1024 * 1024

export const LOCAL_ENV = 'nuancui-local'
const REGION = 'ap-shanghai'

/**
 * How an invocation fails, in the codes that `wx.cloud.callFunction` shows its caller (WeChat cloud
 * development, error codes). A refusal is not one of these: it is an answer, and the call succeeds.
 */
export const FAILURES = {
  notFound: { errCode: -501000, status: 404 },
  eventTooLarge: { errCode: -501007, status: 413 },
  executeFailed: { errCode: -504002, status: 500 },
  timedOut: { errCode: -504003, status: 504 },
  unavailable: { errCode: -501001, status: 503 },
} as const

export class FunctionFailure extends Error {
  readonly kind: keyof typeof FAILURES
  constructor(kind: keyof typeof FAILURES, message: string) {
    super(message)
    this.name = 'FunctionFailure'
    this.kind = kind
  }
  get errCode(): number {
    return FAILURES[this.kind].errCode
  }
  get status(): number {
    return FAILURES[this.kind].status
  }
}

/** What the platform vouches for in one call: `WX_OPENID` for a person, nothing for a timer or HTTP. */
export type Vouched = Readonly<Record<string, string>>

export function vouchedPerson(openid: string | undefined, appid: string | undefined): Vouched {
  return {
    ...(openid === undefined ? {} : { WX_OPENID: openid }),
    ...(appid === undefined ? {} : { WX_APPID: appid }),
    WX_CLIENTIP: '127.0.0.1',
    WX_CONTEXT_KEYS: 'WX_CLIENTIP,WX_OPENID,WX_APPID',
  }
}

/**
 * The second argument of a function, as @cloudbase/node-sdk parses it (src/utils/tcbcontext.ts):
 * `environment` is JSON text, `environ` the older `K=V;K=V` text of the same.
 */
export function functionContext(
  declared: FunctionDeclaration,
  vouched: Vouched,
): Readonly<Record<string, unknown>> {
  const requestId = randomUUID()
  const environment: Vouched = {
    TCB_ENV: LOCAL_ENV,
    SCF_NAMESPACE: LOCAL_ENV,
    TCB_SEQID: requestId,
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SEQID',
    ...vouched,
  }
  return {
    request_id: requestId,
    function_name: declared.name,
    function_version: '$LATEST',
    namespace: LOCAL_ENV,
    memory_limit_in_mb: declared.memoryMb,
    time_limit_in_ms: declared.timeoutSeconds * 1000,
    environment: JSON.stringify(environment),
    environ: Object.entries(environment)
      .map(([key, value]) => `${key}=${value}`)
      .join(';'),
  }
}

/**
 * The whole environment of a function's process. Nothing of the developer's own shell gets in, and
 * the machine's zone is UTC, as on the platform: a date cut from a local string is wrong here too.
 */
export function functionEnvironment(
  databaseUrl: string,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    TZ: 'UTC',
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: REGION,
    // The database checks no signature, but without a key the SDK ends the process.
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    SCF_NAMESPACE: LOCAL_ENV,
    TCB_ENV: LOCAL_ENV,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: databaseUrl }),
    NUANCUI_MODE: 'local',
    ...extra,
  }
}
