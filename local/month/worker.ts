import { type Wish, playMonth } from './play'

/**
 * A process that lives one month after another, as it is told. Two of them side by side are two
 * clouds, and a month that takes its process down takes nobody else's month with it.
 */
process.on('message', (wish: Wish) => {
  playMonth(wish).then(
    (lived) => process.send?.({ lived }),
    (error: Error) => process.send?.({ failed: error.stack ?? error.message }),
  )
})
// Whoever asked is gone: the cloud's own keeper ends what is left of it.
process.on('disconnect', () => process.exit(1))
