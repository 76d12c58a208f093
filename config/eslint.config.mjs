// The import law and the few habits that a compiler does not see. Each rule says itself in words,
// since a person reads the message at the moment of breaking it.
import tseslint from 'typescript-eslint'

const ban = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })
const away = (group, message) => ({ group, message })

const CLOUD = away(['@core/*', '**/cloudfunctions/**'], 'Import law: only the cloud and the tests know the decisions; ask through types/contract.')
const SCREENS = away(['@/*', '**/src/**'], 'Import law: the screens are nobody\'s library; only tests look inside them.')
const LOCAL = away(['**/local/**'], 'Import law: the local cloud runs the house and is known to no room of it.')
const OUTSIDE = away(['@cloudbase/*'], 'Only core/store knows the platform\'s SDK; go through the store.')
const NODE = away(['node:*'], 'This must run on a phone: no Node modules here.')
const ZOD = away(['zod', 'zod/*'], 'The phone must not carry a schema library: schemas live in types/contract.')

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.local/**', '.cache/**', '.swc/**', 'coverage/**'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-require-imports': 'off',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 250 }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['types/**'], rules: ban(CLOUD, SCREENS, LOCAL, OUTSIDE, NODE) },
  { files: ['types/*.ts'], rules: ban(CLOUD, SCREENS, LOCAL, OUTSIDE, NODE, ZOD) },
  { files: ['cloudfunctions/**'], rules: ban(SCREENS, LOCAL, OUTSIDE) },
  { files: ['cloudfunctions/core/store/cloudbase.ts'], rules: ban(SCREENS, LOCAL) },
  {
    files: ['cloudfunctions/core/domain/**'],
    rules: {
      ...ban(
        SCREENS, LOCAL, OUTSIDE, NODE,
        away(
          ['@core/shell/*', '@core/desk/*', '@core/notify/*'],
          'domain is pure: it knows no desk, no clock and no world; take what you need as an argument.',
        ),
      ),
      'no-restricted-globals': ['error', { name: 'Date', message: 'The clock is an argument (architecture rule 5); use core/domain/calendar.' }],
      'no-restricted-syntax': ['error', { selector: 'AwaitExpression', message: 'domain is pure: no async here, a desk loads and saves.' }],
    },
  },
  { files: ['cloudfunctions/core/domain/calendar.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          CLOUD, LOCAL, OUTSIDE, NODE, ZOD,
          {
            group: ['@contract/contract/*'], allowTypeImports: true,
            message: 'The phone takes the contract as types only (import type): its schemas weigh 85 KB.',
          },
        ],
      }],
    },
  },
  { files: ['local/**'], rules: ban(CLOUD, SCREENS, OUTSIDE) },
  { files: ['tests/**', 'config/**'], rules: { 'max-lines-per-function': 'off' } },
)
