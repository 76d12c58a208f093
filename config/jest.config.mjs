// One machine for every test: TypeScript through Babel, the project's own path names, node as the world.
// A test of a screen says `@jest-environment jsdom` in its first line.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

export default {
  rootDir: root,
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testEnvironment: 'node',
  transform: { '\\.[jt]sx?$': ['babel-jest', { configFile: join(root, 'config/babel.jest.cjs') }] },
  // dist/ is tested as it is shipped.
  transformIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  moduleNameMapper: {
    '^@tarojs/components$': '<rootDir>/tests/screens/standIns/components.tsx',
    '^@tarojs/taro$': '<rootDir>/tests/screens/standIns/taro.ts',
    '^@contract/(.*)$': '<rootDir>/types/$1',
    '^@core/(.*)$': '<rootDir>/cloudfunctions/core/$1',
    '^@/(.*)\\.css$': '<rootDir>/config/emptyModule.cjs',
    '\\.css$': '<rootDir>/config/emptyModule.cjs',
    '^@/(.*)$': '<rootDir>/src/$1',
  },
  testTimeout: 30_000,
}
