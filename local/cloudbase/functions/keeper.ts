import { spawn } from 'node:child_process'

/**
 * Ends the processes of a local cloud when the cloud itself disappears, however it disappears.
 *
 * A stopped instance (SIGSTOP) cannot notice that its parent is gone, and a killed parent (SIGKILL)
 * cannot tell anyone. So a shell of one megabyte holds a pipe to the parent and a list of process
 * ids: when the pipe ends, it ends them.
 */
export type Keeper = {
  readonly watch: (pid: number) => void
  readonly forget: (pid: number) => void
  /** Ends the keeper alone; whatever is still watched is ended with it. */
  readonly stop: () => Promise<void>
}

const SCRIPT = `
trap '' INT TERM HUP
pids=''
while read -r sign pid; do
  if [ "$sign" = + ]; then pids="$pids $pid"; continue; fi
  left=''
  for p in $pids; do [ "$p" = "$pid" ] || left="$left $p"; done
  pids=$left
done
[ -z "$pids" ] || kill -9 $pids
`

export function startKeeper(): Keeper {
  // Detached: Ctrl-C in a terminal reaches every process of the group, and must not reach this one.
  const shell = spawn('sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  const ended = new Promise<void>((resolve) => {
    shell.once('exit', () => resolve())
    shell.once('error', () => resolve())
  })
  shell.stdin.on('error', () => undefined) // The shell may be gone first; then nothing is left to tell it.
  shell.unref()
  return {
    watch: (pid) => void shell.stdin.write(`+ ${pid}\n`),
    forget: (pid) => void shell.stdin.write(`- ${pid}\n`),
    stop: async () => {
      shell.ref() // Otherwise Node may find nothing left to wait for, and leave before this has ended.
      shell.stdin.end()
      await ended
    },
  }
}
