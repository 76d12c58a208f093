import * as z from 'zod'

/**
 * Every environment variable the functions read, checked once at the first call. A mode that is
 * missing or misspelt stops the function instead of falling back to a double (F22), and no
 * double is accepted in production (F20).
 */
const json = <T extends z.ZodType>(schema: T) =>
  z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' })
      return z.NEVER
    }
  }).pipe(schema)

const Templates = z.record(z.string(), z.object({ id: z.string().min(1), fields: z.record(z.string(), z.string()) }))
export type Templates = z.infer<typeof Templates>

const Environment = z.object({
  NUANCUI_MODE: z.enum(['production', 'local']),
  /** Milliseconds that the world's clock is ahead of the machine's; the local cloud's alone. */
  NUANCUI_CLOCK_OFFSET_MS: z.coerce.number().int().optional(),
  /** First letters of every order number: which environment a payment belongs to (P28). */
  NUANCUI_ORDER_PREFIX: z.string().regex(/^[0-9A-Za-z]{1,6}$/),
  WECHAT_APPID: z.string().min(4),
  WECHAT_SECRET: z.string().min(4),
  WECHAT_TEMPLATES: json(Templates),
  WXPAY_MCHID: z.string().min(4),
  WXPAY_SERIAL: z.string().min(4),
  WXPAY_PRIVATE_KEY: z.string().includes('PRIVATE KEY'),
  WXPAY_APIV3_KEY: z.string().length(32),
  WXPAY_NOTIFY_URL: z.url().max(255),
  WXPAY_VERIFY_KEYS: json(z.record(z.string(), z.string())),
  WXPAY_API_URL: z.url().optional(),
  WECHAT_API_URL: z.url().optional(),
})

export type Settings = {
  readonly mode: 'production' | 'local'
  readonly clockOffsetMs: number
  readonly orderPrefix: string
  readonly templates: Templates
  readonly app: { readonly appid: string; readonly secret: string; readonly apiUrl: string }
  readonly pay: {
    readonly mchid: string; readonly serial: string; readonly privateKey: string; readonly apiV3Key: string
    readonly notifyUrl: string; readonly verifyKeys: Readonly<Record<string, string>>; readonly apiUrl: string
  }
}

const WXPAY_URL = 'https://api.mch.weixin.qq.com'
const WECHAT_URL = 'https://api.weixin.qq.com'

/** Throws with the names, never the values, of what is missing or wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    throw new Error(`settings: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`)
  }
  const env = parsed.data
  if (env.NUANCUI_MODE === 'production') {
    const doubles = (['NUANCUI_CLOCK_OFFSET_MS', 'WXPAY_API_URL', 'WECHAT_API_URL'] as const).filter((name) => env[name] !== undefined)
    if (doubles.length > 0) throw new Error(`settings: ${doubles.join(', ')} belong to the local cloud and are refused in production`)
    if (!env.WXPAY_NOTIFY_URL.startsWith('https://')) throw new Error('settings: WXPAY_NOTIFY_URL must be https in production')
  }
  return {
    mode: env.NUANCUI_MODE,
    clockOffsetMs: env.NUANCUI_CLOCK_OFFSET_MS ?? 0,
    orderPrefix: env.NUANCUI_ORDER_PREFIX,
    templates: env.WECHAT_TEMPLATES,
    app: { appid: env.WECHAT_APPID, secret: env.WECHAT_SECRET, apiUrl: env.WECHAT_API_URL ?? WECHAT_URL },
    pay: {
      mchid: env.WXPAY_MCHID, serial: env.WXPAY_SERIAL, privateKey: env.WXPAY_PRIVATE_KEY, apiV3Key: env.WXPAY_APIV3_KEY,
      notifyUrl: env.WXPAY_NOTIFY_URL, verifyKeys: env.WXPAY_VERIFY_KEYS, apiUrl: env.WXPAY_API_URL ?? WXPAY_URL,
    },
  }
}
