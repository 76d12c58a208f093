import { join } from 'node:path'
import type { InstantSource } from '../../clock'
import type { FunctionDeclaration } from '../declarations'
import { bundleStamp, type Instance, type InstanceState, spawnInstance } from './instance'
import type { Keeper } from './keeper'
import { FunctionFailure, functionContext, PAYLOAD_BYTES_MAX, type Vouched } from './platform'

/** Enough for two callers to collide on two instances and a third to wait: more shows nothing new. */
const INSTANCES_PER_FUNCTION = 3
/** The platform never runs one timer twice at a time, so a function with a timer has one instance. */
const INSTANCES_PER_TIMER = 1
const INSTANCES_MAX = 10

export type PoolDeps = {
  readonly declarations: readonly FunctionDeclaration[]
  readonly functionsDir: string
  /** @param client names the instance, and no other one ever */
  readonly environment: (client: string) => Record<string, string>
  readonly clock: () => InstantSource
  readonly keeper: Keeper
  /** Resolves when the database answers; an invocation waits for it before it starts. */
  readonly whenReady: () => Promise<void>
  readonly log: (line: string) => void
}

export type Pool = {
  /** Answers the JSON text of what the function returned; rejects with a FunctionFailure. */
  readonly invoke: (name: string, eventText: string, vouched: Vouched) => Promise<string>
  readonly missing: () => readonly string[]
  readonly state: () => readonly {
    readonly name: string
    readonly waiting: number
    readonly instances: readonly InstanceLook[]
  }[]
  /** Ends every instance of one function, or of all; the next call starts new ones. */
  readonly kill: (name?: string) => Promise<void>
  /** Ends every instance that is not at work, and the others once they have answered. */
  readonly renew: () => void
  readonly stop: () => Promise<void>
}

type InstanceLook = { readonly pid: number; readonly state: InstanceState }
type Job = {
  readonly eventText: string
  readonly vouched: Vouched
  readonly resolve: (text: string) => void
  readonly reject: (failure: FunctionFailure) => void
}
type Crew = {
  readonly declared: FunctionDeclaration
  readonly bundleFile: string
  readonly jobs: Job[]
  instances: Member[]
}
type Member = { readonly instance: Instance; stale: boolean; restingSince: number }

/** A few processes for each function: one invocation each, a queue before them, all stopped between calls. */
export function createPool(deps: PoolDeps): Pool {
  const crews = new Map<string, Crew>()
  for (const declared of deps.declarations) {
    const bundleFile = join(deps.functionsDir, declared.name, 'index.js')
    crews.set(declared.name, { declared, bundleFile, jobs: [], instances: [] })
  }
  const pump = createPump(deps, crews)
  let stopped = false

  const kill = async (name?: string): Promise<void> => {
    const hit = [...crews.values()].filter((crew) => name === undefined || crew.declared.name === name)
    const members = hit.flatMap((crew) => crew.instances)
    for (const { instance } of members) instance.kill()
    await Promise.all(members.map(({ instance }) => instance.gone))
  }
  return {
    invoke: async (name, eventText, vouched) => {
      const crew = crews.get(name)
      if (!crew) throw new FunctionFailure('notFound', `there is no function called ${name}`)
      const bytes = Buffer.byteLength(eventText)
      if (bytes > PAYLOAD_BYTES_MAX) {
        const words = `the event weighs ${bytes} bytes; the platform carries ${PAYLOAD_BYTES_MAX}`
        throw new FunctionFailure('eventTooLarge', words)
      }
      await deps.whenReady()
      if (stopped) throw new FunctionFailure('unavailable', 'the local cloud has stopped')
      return new Promise<string>((resolve, reject) => {
        crew.jobs.push({ eventText, vouched, resolve, reject })
        pump(crew)
      })
    },
    missing: () =>
      [...crews.values()].filter((crew) => !bundleStamp(crew.bundleFile)).map((crew) => crew.declared.name),
    state: () => [...crews.values()].map(look),
    kill,
    renew: () => {
      for (const member of [...crews.values()].flatMap((crew) => crew.instances)) {
        member.stale = true
        if (member.instance.state() === 'idle') member.instance.kill()
      }
    },
    stop: async () => {
      stopped = true
      for (const crew of crews.values())
        refuseAll(crew, new FunctionFailure('unavailable', 'the local cloud has stopped'))
      await kill()
    },
  }
}

function createPump(deps: PoolDeps, crews: ReadonlyMap<string, Crew>): (crew: Crew) => void {
  const everyone = (): readonly Crew[] => [...crews.values()]
  const living = (): number => everyone().reduce((count, crew) => count + crew.instances.length, 0)

  const leave = (crew: Crew, member: Member): void => {
    crew.instances = crew.instances.filter((other) => other !== member)
    for (const other of everyone()) pump(other) // A place is free, and any function may need it.
  }
  let started = 0
  const start = (crew: Crew): void => {
    const { declared, bundleFile } = crew
    const { keeper, log } = deps
    started += 1
    const environment = deps.environment(`${declared.name}-${started}`)
    const instance = spawnInstance({ declared, bundleFile, environment, keeper, log })
    const member: Member = { instance, stale: false, restingSince: Date.now() }
    crew.instances.push(member)
    void instance.gone.then(() => leave(crew, member))
    instance.loaded.then(
      () => pump(crew),
      (failure: FunctionFailure) => refuseAll(crew, failure), // Whoever waits would meet the same failure.
    )
  }
  const give = (crew: Crew, member: Member, job: Job): void => {
    const context = functionContext(crew.declared, job.vouched)
    const answer = member.instance.invoke({ eventText: job.eventText, context, clock: deps.clock() })
    void answer.then(job.resolve, job.reject).then(() => {
      member.restingSince = Date.now()
      pump(crew)
    })
  }
  const makeRoom = (): boolean => {
    if (living() < INSTANCES_MAX) return true
    const idle = everyone()
      .flatMap((crew) => crew.instances)
      .filter(({ instance }) => instance.state() === 'idle')
    const longest = idle.sort((a, b) => a.restingSince - b.restingSince)[0]
    longest?.instance.kill()
    return false // When it is gone, `leave` comes back here.
  }

  const pump = (crew: Crew): void => {
    retireStale(crew)
    for (const member of crew.instances.filter(({ instance }) => instance.state() === 'idle')) {
      const job = crew.jobs.shift()
      if (!job) return
      give(crew, member, job)
    }
    if (!bundleStamp(crew.bundleFile)) {
      return refuseAll(
        crew,
        new FunctionFailure('notFound', `${crew.declared.name} has not been built: npm run build`),
      )
    }
    const loading = crew.instances.filter(({ instance }) => instance.state() === 'loading').length
    const wanted = Math.min(crew.jobs.length - loading, placesOf(crew) - crew.instances.length)
    for (let i = 0; i < wanted && makeRoom(); i += 1) start(crew)
  }
  return pump
}

function placesOf({ declared }: Crew): number {
  return declared.triggers.length > 0 ? INSTANCES_PER_TIMER : INSTANCES_PER_FUNCTION
}

/** An instance of an older build, or of an older database, is replaced as soon as it is idle. */
function retireStale(crew: Crew): void {
  const bundle = bundleStamp(crew.bundleFile)
  for (const { instance, stale } of crew.instances) {
    if (instance.state() === 'idle' && (stale || instance.bundle !== bundle)) instance.kill()
  }
}

function refuseAll(crew: Crew, failure: FunctionFailure): void {
  for (const job of crew.jobs.splice(0)) job.reject(failure)
}

function look({ declared, jobs, instances }: Crew) {
  const instanceLooks = instances.map(({ instance }) => ({ pid: instance.pid, state: instance.state() }))
  return { name: declared.name, waiting: jobs.length, instances: instanceLooks }
}
