import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundle, bundleAll } from '../../config/build/bundle'
import { isCurrent, stampOf, toolchainHash } from '../../config/build/stamp'
import { declared, openPool, tempDir } from './tiny'

function entryOf(source: string): string {
  const file = join(tempDir(), 'index.ts')
  writeFileSync(file, source)
  return file
}

async function bundle(entry: string): Promise<Bundle> {
  const { product } = await bundleAll({ product: entry })
  if (!product) throw new Error('nothing was made')
  return product
}

describe('the bundle of a function', () => {
  it('is one file that the host can run, with the SDK and the project’s own path names in it', async () => {
    const dir = tempDir()
    const { code, onDemand } = await bundle('cloudfunctions/core/store/indexes.ts')
    mkdirSync(join(dir, 'fn'))
    writeFileSync(
      join(dir, 'fn/index.js'),
      `${Buffer.from(code).toString('utf8')};module.exports.main=async()=>module.exports.COLLECTIONS.includes('bills')`,
    )
    const pool = openPool(dir, [declared('fn')])
    expect(await pool.call('fn')).toBe(true)
    expect(onDemand).toEqual([])
    await pool.stop()
  })

  it('reads the spreadsheet library only inside the verb that uses it', async () => {
    const { code, onDemand } = await bundle(
      entryOf(
        `export async function main() { const { Workbook } = await import('exceljs'); return new Workbook() }`,
      ),
    )
    const text = Buffer.from(code).toString('utf8')
    expect(onDemand).toEqual(['exceljs'])
    expect(text.length).toBeLessThan(3000)
    expect(text).toContain('require("./exceljs.js")')
  })

  it('is refused in words when the spreadsheet library would be read at every start', async () => {
    await expect(
      bundle(entryOf(`import { Workbook } from 'exceljs'; export const main = () => new Workbook()`)),
    ).rejects.toThrow(`load exceljs inside the verb that uses it: await import('exceljs')`)
  })
})

describe('what is built again', () => {
  it('knows every source of a bundle, those too of which only types were used', async () => {
    const { inputs } = await bundle('cloudfunctions/payNotify/index.ts')
    for (const source of [
      'cloudfunctions/payNotify/index.ts',
      'cloudfunctions/core/store/cloudbase.ts',
      'types/money.ts',
    ]) {
      expect(inputs).toContain(source)
    }
    expect(inputs).not.toContain('cloudfunctions/staff/index.ts')
  })

  it('a product is current until a source of it or the lock file differs', () => {
    const toolchain = toolchainHash(['config/build/stamp.ts'])
    const stamp = stampOf(toolchain, ['types/money.ts', 'node_modules/zod/index.js'])
    expect(Object.keys(stamp.sources)).toEqual(['types/money.ts'])
    expect(isCurrent(stamp, toolchain)).toBe(true)
    expect(isCurrent(stamp, 'another')).toBe(false)
    expect(isCurrent({ ...stamp, sources: { 'types/money.ts': 'changed' } }, toolchain)).toBe(false)
    expect(isCurrent({ ...stamp, sources: { 'types/gone.ts': 'x' } }, toolchain)).toBe(false)
    expect(isCurrent(undefined, toolchain)).toBe(false)
  })
})
