import { emptyMemory, memoryStore } from '../model/memoryStore'
import { storeFeatures } from './features'

describe('the store in memory, on which payments are tried a million times', () => {
  const store = memoryStore(emptyMemory())
  storeFeatures(() => store, 'memory')
})
