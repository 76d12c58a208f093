import { createServer } from 'node:http'
import { createWechat } from '../../local/wechat'

// A process of its own that can be killed: serves the WeChat in argv[2] on the port in argv[3], says "ready".
const [, , dir = '', port = ''] = process.argv

async function main() {
  const baseUrl = `http://127.0.0.1:${port}`
  // No merchant is at home, so every notice is still on its way when the process dies.
  const notify = () => Promise.reject(new Error('nobody there'))
  const wechat = await createWechat({ dir, baseUrl, notify, clock: { nowMs: () => Date.now() } })
  wechat.setPeople([{ openid: 'oWang', name: '王建国', phone: '13800000001' }])
  const server = createServer((req, res) => void wechat.handle(req, res))
  server.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'))
}

void main()
