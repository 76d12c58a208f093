import { FAULTS } from '../wechat/faults'
import { html, Html } from './html'
import { type ControlView, panel } from './panel'
import { SCRIPT, STYLE } from './dress'

/** `page` is the whole control page, `panel` only what changes by itself (the script asks for it). */
export function controlPages(view: ControlView) {
  return {
    page: () => `<!doctype html>${frame(view).text}`,
    panel: () => panel(view).text,
  }
}

/** Forms stand outside of what is refreshed, so nothing that is being typed is ever lost. */
function frame(view: ControlView): Html {
  return html`<html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>暖催 · 本地云</title>
      <style>
        ${new Html(STYLE)}
      </style>
    </head>
    <body>
      <header>
        <h1>暖催 · 本地云</h1>
        <p id="said" role="status"></p>
      </header>
      <main>
        <div id="forms">${jumpForm(view)}${faultForm()}</div>
        <div id="live">${panel(view)}</div>
      </main>
      <script>
        ${new Html(SCRIPT)}
      </script>
    </body>
  </html>`
}

function jumpForm({ clock }: ControlView): Html {
  return html`<form id="jump">
    <label
      >快进到 <input type="datetime-local" name="at" value="${clock.now().slice(0, 16)}" required
    /></label>
    <label><input type="checkbox" name="skip" /> 跳过途中的定时器</label>
    <button>快进</button>
  </form>`
}

function faultForm(): Html {
  const names = Object.entries(FAULTS).map(
    ([name, { says }]) => html`<option value="${name}" title="${says}">${name}</option>`,
  )
  return html`<form id="fault">
    <label
      >微信故障
      <select name="name">
        ${names}
      </select></label
    >
    <label>取值（JSON） <input name="value" value="1" required /></label>
    <button>设置</button>
    <button data-post="/local/wechat/faults" data-body='{"clear":true}' type="button">全部清除</button>
    <p class="quiet" id="fault-says"></p>
  </form>`
}
