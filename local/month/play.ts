import { mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createCalls } from './calls'
import { after, at, monthAfter } from './days'
import { planKills } from './kills'
import { look } from './look'
import { type Lot, lotOf } from './lots'
import { emptyMemory } from './memory'
import type { Broken, Month, Resident } from './month'
import { beginNights } from './night'
import { type Lived, livedMonth } from './lived'
import { type Hour, lifeOf, type Planned } from './residents/characters'
import { brokenPromises } from './rules/promises'
import { checkNight } from './rules'
import { decidePlans, opensToday, type Previews, publishBills, releaseRun, tickTasks } from './staff'
import { openTown } from './town'
import { askingWeather, payingWeather, reconcilingWeather, sendingWeather, type Weather } from './weather'

export type Wish = { readonly template: string; readonly seed: number; readonly kills: number }

/** When the residents come: everybody of one half day at one instant, so that a month is a few hundred of them. */
const HOURS: Readonly<Record<Hour, string>> = { forenoon: '10:40:00', evening: '19:30:00' }
/** Days of the month on which the manager lets a run go, counted from 0; one of them, by lot, after hours. */
const RUN_DAYS = [2, 9, 16, 23, 29]
/** Minutes after the visits: while a sheet can still be paid, and when every order of the hour is older than its half hour. */
const SECOND_THOUGHTS_MIN = 25
const CLOSED_MIN = 57
const BROKEN_MAX = 20
/** What the functions said last is what one wants to read of an accident. */
const LINES_KEPT = 12

type Life = { readonly resident: Resident; readonly plan: readonly Planned[] }
type Running = { readonly month: Month; readonly lives: readonly Life[]; readonly previews: Previews; readonly lateRunDay: number }

/** Lives the month after the ledger's 统计截止 on a copy of the town. The same seed lives the same month. */
export async function playMonth({ template, seed, kills: killCount }: Wish): Promise<Lived> {
  // Beside the town: whoever made that folder clears away what a month that was ended left behind.
  const dir = mkdtempSync(join(dirname(template), 'month-'))
  const heard = lastLines(LINES_KEPT)
  const { cloud, town } = await openTown(template, dir, heard.add)
  try {
    const { days, period } = monthAfter(town.cutoff)
    const broken: Broken[] = []
    const broke = (rule: string, says: string): void => {
      if (broken.length < BROKEN_MAX) broken.push({ day: cloud.clock.now().slice(0, 10), rule, says })
    }
    const kills = planKills(seed, killCount, days.length)
    const calls = createCalls(cloud, kills, (what) => {
      broke('no_accident', what)
      console.error([`seed ${seed}, ${cloud.clock.now()}: ${what}`, ...heard.lines()].join('\n'))
    })
    const month: Month = { seed, town, cloud, calls, memory: emptyMemory(), today: () => cloud.clock.now().slice(0, 10), broke }
    const lives = town.homes.map((home) => ({ resident: { home, openid: home.owner, hasFamily: false, hasPlan: false }, plan: lifeOf(seed, home.number) }))
    const running = { month, lives, previews: new Map(), lateRunDay: lotOf(seed, 'late run').pick(RUN_DAYS) }
    const nights = await beginNights(month)
    let night = null
    for (const [index, day] of days.entries()) {
      kills.beginDay(index)
      if (index === 0) await publishOn(month, day, period)
      await liveDay(running, day, index)
      kills.finishDay()
      while (kills.left() > 0) await calls.fire('sweep')
      await calls.pass(at(day, '22:30:00'))
      night = await nights.fall(day)
      await checkNight(month, night)
    }
    if (!night) throw new Error('month: a month has days')
    for (const says of await brokenPromises(month)) broke('nothing_acknowledged_is_lost', says)
    return await livedMonth({ ...running, night, broken, kills: kills.done() })
  } finally {
    await cloud.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function publishOn(month: Month, day: string, period: string): Promise<void> {
  await month.calls.pass(at(day, '00:15:00'))
  await publishBills(month, period)
}

async function liveDay(running: Running, day: string, index: number): Promise<void> {
  const { month, previews, lateRunDay } = running
  const { calls, seed } = month
  const lot = lotOf(seed, 'day', index)
  await calls.pass(at(day, '00:30:00'))
  const dailyWasCut = await calls.fire('daily')
  if (dailyWasCut) {
    // What never began is begun by the first sweep after the daily timer's hour.
    await calls.pass(at(day, '00:50:30'))
    await calls.fire('sweep')
  }

  await calls.pass(at(day, '09:05:00'))
  if (index % 6 === 0) await opensToday(month, dailyWasCut)
  await tickTasks(month)
  await decidePlans(month)
  if (RUN_DAYS.includes(index) && index !== lateRunDay) await releaseRun(month, previews)
  await sendReminders(month, day, sendingWeather(lot))
  const again = await reconcile(month, day, reconcilingWeather(lot))

  await restart(month, index)
  for (const hour of ['forenoon', 'evening'] as const) await comeTogether(running, day, index, hour)
  if (again) await reconcileAgain(month, day)
  if (index === lateRunDay) {
    // Let go after nine in the evening: nothing of it may leave before the next morning.
    await calls.pass(at(day, '21:15:00'))
    await releaseRun(month, previews)
    await calls.pass(at(day, '21:20:30'))
    await calls.fire('sweep')
  }
}

/** What was postponed by bad weather goes out before anybody comes, so that no payment overtakes it by chance. */
async function sendReminders({ calls }: Month, day: string, weather: Weather): Promise<void> {
  await calls.pass(at(day, '09:10:30'))
  await under(calls.wechat, weather, () => calls.fire('sweep'))
  if (weather.name === 'calm') return
  await calls.pass(at(day, '09:50:30'))
  await calls.fire('sweep')
}

/** Whether the hourly timer must come again: the bill was late or bad, or the call was cut off. */
async function reconcile({ calls }: Month, day: string, weather: Weather): Promise<boolean> {
  await calls.pass(at(day, '10:30:00'))
  return (await under(calls.wechat, weather, () => calls.fire('reconcile'))) || weather.name !== 'calm'
}

/** The hours that are left of the day: each asks for what the one before did not get, or was killed over. */
async function reconcileAgain({ calls, cloud }: Month, day: string): Promise<void> {
  for (const hour of ['20:35:00', '20:45:00', '20:55:00', '21:05:00']) {
    await calls.pass(at(day, hour))
    const wasCut = await calls.fire('reconcile')
    const days = await look(cloud, 'reconciliations')
    if (!wasCut && days.every(({ state }) => state === 'done')) return
  }
}

/** A machine fails now and then between two calls, whether kills are asked for or not. */
async function restart({ cloud, seed }: Month, index: number): Promise<void> {
  const lot = lotOf(seed, 'restarts')
  if (index === lot.below(28)) await cloud.killInstances(lot.pick(['resident', 'sweep', 'payNotify', 'daily']))
  if (index === lot.below(28) && lot.chance(50)) await cloud.restartDatabase()
}

/** An hour of residents: visits, perhaps a first look at their orders, second thoughts, closing time. */
async function comeTogether({ month, lives }: Running, day: string, index: number, hour: Hour): Promise<void> {
  const { calls, seed } = month
  const visits = lives.flatMap(({ resident, plan }) =>
    plan.filter((one) => one.day === index + 1 && one.hour === hour).map(({ act }) => ({ resident, act })),
  )
  const begins = at(day, HOURS[hour])
  const again: (() => Promise<void>)[] = []
  const later = (act: () => Promise<void>): void => void again.push(act)
  if (visits.length > 0) {
    const weather = payingWeather(lotOf(seed, 'weather', index, hour))
    await calls.pass(begins)
    await under(calls.wechat, weather, async () => {
      for (const { resident, act } of visits) {
        await act({ month, resident, weather, later, lot: lotOf(seed, 'visit', index, hour, resident.home.number) })
      }
    })
    await lookEarly(month, begins, lotOf(seed, 'asking', index, hour))
  }
  if (again.length > 0) {
    await calls.pass(after(begins, SECOND_THOUGHTS_MIN))
    for (const act of again) await act()
  }
  if (visits.length === 0 && hour === 'forenoon') return
  await calls.pass(after(begins, CLOSED_MIN, 30))
  await calls.fire('sweep')
}

/** Where the sweep of every minute would ask WeChat first; it is not needed for the end, so not every time. */
async function lookEarly({ calls }: Month, begins: string, lot: Lot): Promise<void> {
  if (!lot.chance(30)) return
  await calls.pass(after(begins, 3, 30))
  await under(calls.wechat, askingWeather(lot), () => calls.fire('sweep'))
}

async function under<T>(wechat: Month['calls']['wechat'], { faults }: Weather, work: () => Promise<T>): Promise<T> {
  const isCalm = Object.keys(faults).length === 0
  if (!isCalm) await wechat('faults', { clear: true, ...faults })
  try {
    return await work()
  } finally {
    if (!isCalm) await wechat('faults', { clear: true })
  }
}

function lastLines(most: number) {
  const kept: string[] = []
  return {
    add: (line: string): void => {
      kept.push(line)
      if (kept.length > most) kept.shift()
    },
    lines: (): readonly string[] => kept,
  }
}
