import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from './cloudbase/functions/pool'
import type { SupervisedDatabase } from './supervise'

export type Health = { readonly ready: boolean; readonly why: readonly string[] }

type Looked = {
  readonly database: Pick<SupervisedDatabase, 'healthy'>
  readonly pool: Pick<Pool, 'missing'>
}

/** Whether everything is there that a visitor needs, or what is not, in words. */
export function healthOf({ database, pool }: Looked, h5Dir: string): Health {
  const missing = pool.missing()
  const h5Missing = !existsSync(join(h5Dir, 'index.html'))
  const why = [
    ...(database.healthy() ? [] : ['数据库正在重新启动']),
    ...(missing.length === 0 ? [] : [`云函数还没有构建：${missing.join('、')}（npm run build）`]),
    ...(h5Missing ? ['浏览器版还没有构建（npm run build）'] : []),
  ]
  return { ready: why.length === 0, why }
}
