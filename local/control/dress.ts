/** How the control page looks and moves: plain CSS and a few lines of script, so it needs no build. */
export const STYLE = `
:root {
  --paper: #FBF7F1; --card: #FFFFFF; --ink: #1F2A2E; --second: #5B6770; --line: #E7E0D6;
  --brand: #B8502A; --on-brand: #FFFFFF; --alarm: #B3261E;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.6 system-ui, "PingFang SC", "Noto Sans SC", sans-serif; }
header { display: flex; gap: 24px; align-items: baseline; padding: 16px 24px 0; }
h1 { font-size: 20px; margin: 0; }
h2 { font-size: 16px; margin: 0 0 8px; }
h3 { font-size: 14px; margin: 12px 0 4px; }
main { padding: 16px 24px 48px; }
#forms { display: flex; flex-wrap: wrap; gap: 16px; margin-bottom: 16px; }
#live { columns: 440px; column-gap: 16px; }
section { break-inside: avoid; margin-bottom: 16px; }
section, form { background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 16px; overflow-x: auto; }
form { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; }
form p { flex-basis: 100%; margin: 0; }
p { margin: 4px 0; }
ul { margin: 4px 0 8px; padding-left: 20px; }
pre { margin: 4px 0; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; }
td { padding: 6px 8px 6px 0; border-top: 1px solid var(--line); vertical-align: top; }
tr:first-child td { border-top: 0; }
article { border-top: 1px solid var(--line); padding: 4px 0 8px; }
summary { cursor: pointer; }
a { color: var(--brand); }
button { font: inherit; padding: 4px 12px; border: 1px solid var(--brand); border-radius: 6px;
  background: var(--card); color: var(--brand); cursor: pointer; white-space: nowrap; }
form > button:not([data-post]) { background: var(--brand); color: var(--on-brand); }
button:disabled { opacity: .5; cursor: default; }
input, select { font: inherit; color: inherit; padding: 3px 8px; border: 1px solid var(--line); border-radius: 6px;
  background: var(--card); }
.figure { font-size: 28px; font-variant-numeric: tabular-nums; }
.money, .when { font-variant-numeric: tabular-nums; white-space: nowrap; }
.quiet { color: var(--second); font-size: 13px; overflow-wrap: anywhere; } .alarm { color: var(--alarm); }
`

export const SCRIPT = `
const REFRESH_MS = 2000
const one = (selector, within = document) => within.querySelector(selector)
const say = (text) => { one('#said').textContent = text }

async function post(path, body) {
  say('…')
  try {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
    const value = await answer.json()
    const now = value.now ? '：' + value.now.slice(0, 19).replace('T', ' ') : ''
    say(answer.ok ? '完成' + now : value.says || value.errMsg || '没有成功')
  } catch (error) {
    say('本地云没有回应')
  }
  await refresh()
}

/** Replaces only the sections that differ, and leaves open what was open. */
async function refresh() {
  let text
  try {
    text = await (await fetch('/local/panel')).text()
  } catch (error) {
    return say('本地云没有回应')
  }
  const fresh = document.createElement('div')
  fresh.innerHTML = text
  for (const section of fresh.querySelectorAll('section')) {
    const old = document.getElementById(section.id)
    const before = old.dataset.text ?? ''
    if (before === section.innerHTML) continue
    const now = section.innerHTML
    for (const detail of section.querySelectorAll('details')) {
      const same = document.getElementById(detail.id)
      if (same) detail.open = same.open
    }
    section.dataset.text = now
    old.replaceWith(section)
  }
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-post]')
  if (!button) return
  button.disabled = true
  await post(button.dataset.post, JSON.parse(button.dataset.body))
  button.disabled = false
})
one('#jump').addEventListener('submit', (event) => {
  event.preventDefault()
  const { at, skip } = event.target.elements
  post('/local/clock', { now: at.value.slice(0, 16) + ':00+08:00', timers: !skip.checked })
})
one('#fault').addEventListener('submit', (event) => {
  event.preventDefault()
  const { name, value } = event.target.elements
  try {
    post('/local/wechat/faults', { [name.value]: JSON.parse(value.value) })
  } catch (error) {
    say('取值需要是 JSON，例如 3、true、"lower"')
  }
})
const explain = () => { one('#fault-says').textContent = one('#fault select').selectedOptions[0].title }
one('#fault select').addEventListener('change', explain)
explain()
setInterval(refresh, REFRESH_MS)
`
