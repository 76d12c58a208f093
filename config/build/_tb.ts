import { buildFunctions } from './functions'
async function go(){
  const only = process.argv.slice(2)
  console.log(await buildFunctions({ log: console.log, ...(only.length ? { only } : {}) }))
}
go().catch((e)=>console.error(e.message))
