import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A node of Taro's page data: its template's number, its children, and either text or attributes. */
export type TaroNode = {
  readonly sid: string
  readonly nn: string
  readonly cn?: readonly TaroNode[]
  readonly cl?: string
  readonly v?: string
  readonly [attribute: string]: unknown
}

/** Writes a setData path such as `root.cn.[0].cl` into `data`. */
export function writePath(data: Record<string, unknown>, path: string, value: unknown) {
  const steps = path.match(/[^.[\]]+/g) ?? []
  const last = steps.pop()
  let place = data
  for (const step of steps) place = (place[step] ??= {}) as Record<string, unknown>
  if (last !== undefined) place[last] = value
}

export function textOf(node: TaroNode): string {
  return (node.v ?? '') + (node.cn ?? []).map(textOf).join('')
}

/** The nodes from the root down to the innermost one whose text is `words`, or null. */
export function pathTo(node: TaroNode, words: string): TaroNode[] | null {
  for (const child of node.cn ?? []) {
    const below = pathTo(child, words)
    if (below) return [node, ...below]
  }
  return textOf(node) === words ? [node] : null
}

/** The innermost node one of whose attributes is `value`: a field is found by its placeholder. */
export function nodeWith(node: TaroNode, value: string): TaroNode | null {
  for (const child of node.cn ?? []) {
    const below = nodeWith(child, value)
    if (below) return below
  }
  return Object.entries(node).some(([name, held]) => name !== 'v' && held === value) ? node : null
}

/** The outermost node of this class, or null. */
export function nodeOfClass(node: TaroNode, name: string): TaroNode | null {
  if ((node.cl ?? '').split(' ').includes(name)) return node
  for (const child of node.cn ?? []) {
    const below = nodeOfClass(child, name)
    if (below) return below
  }
  return null
}

/** A node's attribute as the built template would put it on the element; undefined where it carries none. */
export function drawnAttribute(node: TaroNode, attribute: string, dist: string): unknown {
  const held = new RegExp(` ${attribute}="{{i\\.(\\w+)`).exec(openingTags(dist).get(node.nn) ?? '')
  return held?.[1] === undefined ? undefined : node[held[1]]
}

/** Which templates answer an event: the others are never wired to anything. */
export function templatesListeningTo(type: string, dist: string): ReadonlySet<string> {
  const wired = [...openingTags(dist)].filter(([, tag]) => tag.includes(` bind${type}="eh"`))
  return new Set(wired.map(([name]) => name))
}

/** Of each template of the built base.wxml its element's own tag: what stands inside is another node's. */
function openingTags(dist: string): ReadonlyMap<string, string> {
  const wxml = readFileSync(join(dist, 'base.wxml'), 'utf8')
  const templates = wxml.matchAll(/<template name="tmpl_0_([^"_]+)(?:_focus|_blur)?">([\s\S]*?)<\/template>/g)
  const opening = (body: string) => body.slice(0, body.indexOf('>\n') + 1)
  return new Map([...templates].map(([, name = '', body = '']) => [name, opening(body)]))
}
