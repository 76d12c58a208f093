/** HTML that is already safe. Whatever else is put into a template is escaped on its way in. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Html | readonly Html[] | null

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** html`<p>${whatever anybody typed}</p>` */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.map((text, i) => text + textOf(parts[i] ?? null)).join(''))
}

function textOf(part: Part): string {
  if (part === null) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(({ text }) => text).join('')
  return String(part).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
}

/** A button that posts JSON; the page's script does the posting. */
export function postButton(says: string, path: string, body: unknown): Html {
  return html`<button data-post="${path}" data-body="${JSON.stringify(body)}">${says}</button>`
}
