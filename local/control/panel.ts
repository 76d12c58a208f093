import { type Fen, showFen } from '@contract/money'
import { toInstant, type WorldClock } from '../clock'
import type { Pool } from '../cloudbase/functions/pool'
import type { DemoPerson, People } from '../people'
import type { Schedule } from '../schedule'
import type { SupervisedDatabase } from '../supervise'
import type { Timer, TimerRun } from '../timers'
import type { Snapshot } from '../wechat'
import { html, type Html, postButton } from './html'

/** What the control page looks at; it keeps nothing of its own. */
export type ControlView = {
  readonly clock: WorldClock
  readonly schedule: Schedule
  readonly timers: readonly Timer[]
  readonly people: People
  readonly wechat: { readonly snapshot: () => Snapshot }
  readonly database: SupervisedDatabase
  readonly pool: Pool
}

const DAY_MS = 24 * 3600_000
const HOUR_MS = 3600_000
/** Of each phone; the rest is at /local/wechat/messages. */
const MESSAGES_SHOWN = 5
const SAYS_SHOWN = 160

const ROLE_NAMES: Readonly<Record<string, string>> = {
  manager: '项目经理',
  finance: '财务',
  collector: '收费员',
  steward: '管家',
  auditor: '稽核',
  owner: '业主',
  family: '家人',
  tenant: '租户',
}
const STATE_NAMES = { loading: '加载', idle: '停住', busy: '工作', gone: '结束' } as const

/** The parts of the page that change by themselves. Each section is replaced only when it differs. */
export function panel(view: ControlView): Html {
  const wechat = view.wechat.snapshot()
  const names = new Map(view.people.all().map((person) => [person.openid, person.name]))
  const nameOf = (openid: string): string => names.get(openid) ?? openid
  return html` ${clockSection(view)} ${peopleSection(view.people.all())} ${ordersSection(wechat, nameOf)}
  ${phonesSection(wechat)} ${timersSection(view)} ${stateSection(view, wechat)}`
}

function clockSection({ clock, schedule }: ControlView): Html {
  const nowMs = clock.nowMs()
  const tomorrow = `${toInstant(nowMs + DAY_MS).slice(0, 10)}T09:00:00+08:00`
  return html`<section id="clock">
    <h2>世界时钟</h2>
    <p class="figure">${readable(toInstant(nowMs))}</p>
    <p class="quiet">
      ${schedule.jumping() ? '正在快进，途中的定时器和通知会按时间顺序执行' : '按真实速度走，只能向前'}
    </p>
    <p>
      ${postButton('快进到明天 9:00', '/local/clock', { now: tomorrow })}
      ${postButton('+1 小时', '/local/clock', { now: toInstant(nowMs + HOUR_MS) })}
    </p>
  </section>`
}

function ordersSection({ orders }: Snapshot, nameOf: (openid: string) => string): Html {
  const rows = orders.map((order) => {
    const touch = (says: string, outcome: string): Html =>
      postButton(says, '/local/wechat/pay', { outTradeNo: order.outTradeNo, outcome })
    return html`<tr>
      <td>${nameOf(order.openid)}<br /><span class="quiet">${order.description}</span></td>
      <td class="money">¥${showFen(order.total as Fen)}</td>
      <td class="quiet">${order.outTradeNo}<br />${readable(order.expiresAt)} 前可付</td>
      <td>${touch('支付成功', 'success')} ${touch('取消', 'cancel')} ${touch('付款但不通知', 'silent')}</td>
    </tr>`
  })
  return html`<section id="orders">
    <h2>等待付款的订单</h2>
    ${table(rows, '没有等待付款的订单')}
  </section>`
}

function phonesSection({ phones }: Snapshot): Html {
  const withMessages = phones
    .filter(({ messages }) => messages.length > 0)
    .sort((a, b) => lastAt(b.messages).localeCompare(lastAt(a.messages)))
  const cards = withMessages.map(
    ({ person, messages }) =>
      html`<details id="phone-${person.openid}">
        <summary>
          ${person.name} <span class="quiet">${messages.length} 条，最近 ${readable(lastAt(messages))}</span>
        </summary>
        ${[...messages]
          .sort((a, b) => b.at.localeCompare(a.at))
          .slice(0, MESSAGES_SHOWN)
          .map(
            ({ at, title, lines }) =>
              html`<article>
                <h3>${title} <span class="quiet">${readable(at)}</span></h3>
                ${lines.map(({ says, value }) => html`<p><span class="quiet">${says}</span> ${value}</p>`)}
              </article>`,
          )}
      </details>`,
  )
  return html`<section id="phones">
    <h2>手机收到的消息</h2>
    ${cards.length > 0 ? cards : html`<p class="quiet">还没有消息</p>`}
  </section>`
}

function lastAt(messages: readonly { readonly at: string }[]): string {
  return messages.reduce((last, { at }) => (at > last ? at : last), '')
}

function timersSection({ clock, timers }: ControlView): Html {
  const rows = timers.map((timer) => {
    const run = timer.lastRun()
    return html`<tr>
      <td>${timer.fn}<br /><span class="quiet">${timer.cron}</span></td>
      <td>${run ? lastRun(run) : html`<span class="quiet">还没有执行</span>`}</td>
      <td class="quiet when">下次<br />${readable(toInstant(timer.nextAfter(clock.nowMs())))}</td>
      <td>${timer.running() ? '执行中' : postButton('执行', `/timer/${timer.fn}`, {})}</td>
    </tr>`
  })
  return html`<section id="timers">
    <h2>定时器</h2>
    ${table(rows, '没有定时器')}
  </section>`
}

function lastRun({ at, ok, says, tookMs }: TimerRun): Html {
  const shown = says.length > SAYS_SHOWN ? `${says.slice(0, SAYS_SHOWN)}…` : says
  return html`${readable(at)} ${ok ? '完成' : html`<strong class="alarm">失败</strong>`}
    <span class="quiet">${tookMs} 毫秒<br />${shown}</span>`
}

function peopleSection(people: readonly DemoPerson[]): Html {
  const roles = [...new Set(people.map(({ role }) => role))]
  const groups = roles.map((role) => {
    const holders = people.filter((person) => person.role === role)
    return html`<details id="role-${role}" ${holders.length > 12 ? '' : 'open'}>
      <summary>${ROLE_NAMES[role] ?? role} <span class="quiet">${holders.length} 人</span></summary>
      <ul>
        ${holders.map(
          ({ openid, name, shows }) =>
            html`<li>
              <a href="/?as=${encodeURIComponent(openid)}">${name}</a> <span class="quiet">${shows}</span>
            </li>`,
        )}
      </ul>
    </details>`
  })
  return html`<section id="people">
    <h2>以谁的身份登录</h2>
    ${groups.length > 0 ? groups : html`<p class="quiet">还没有演示人员</p>`}
  </section>`
}

function stateSection({ database, pool }: ControlView, { notices, faults }: Snapshot): Html {
  const functions = pool.state().map(({ name, waiting, instances }) => {
    const states = instances.map(({ state }) => STATE_NAMES[state]).join(' ')
    return html`<tr>
      <td>${name}</td>
      <td>${states || '未启动'}</td>
      <td class="quiet">${waiting > 0 ? `排队 ${waiting}` : ''}</td>
    </tr>`
  })
  const missing = pool.missing()
  const noFault = Object.keys(faults).length === 0
  return html`<section id="state">
    <h2>运行状况</h2>
    <p>
      数据库 ${database.healthy() ? '正常' : html`<strong class="alarm">正在重新启动</strong>`}
      <span class="quiet">进程 ${database.pid()}，重启过 ${database.restarts()} 次</span>
    </p>
    ${missing.length > 0 ? html`<p class="alarm">还没有构建：${missing.join('、')}</p>` : null}
    ${table(functions, '没有云函数')}
    <h3>在途的支付通知</h3>
    ${table(
      notices.map(
        ({ outTradeNo, attempts, dueAt }) =>
          html`<tr>
            <td>${outTradeNo}</td>
            <td>已送 ${attempts} 次</td>
            <td class="quiet">${dueAt === null ? '' : readable(dueAt)}</td>
          </tr>`,
      ),
      '没有',
    )}
    <h3>生效的故障</h3>
    ${noFault ? html`<p class="quiet">没有</p>` : html`<pre>${JSON.stringify(faults, null, 1)}</pre>`}
  </section>`
}

function table(rows: readonly Html[], nothing: string): Html {
  return rows.length > 0
    ? html`<table>
        ${rows}
      </table>`
    : html`<p class="quiet">${nothing}</p>`
}

/** "2026-07-01T09:00:00.000+08:00" -> "2026-07-01 09:00:00" */
function readable(instant: string): string {
  return instant.slice(0, 19).replace('T', ' ')
}
