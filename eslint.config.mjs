import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'

/** Forbids imports that go against the direction of the folders (README, "How it is laid out"). */
function no(files, patterns, message) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: patterns, message }] }] } }
}

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  {
    files: ['**/*.{ts,vue}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      'no-undef': 'off', // TypeScript does this
      'vue/multi-word-component-names': 'off', // pages are named by their subject
      'vue/max-attributes-per-line': 'off', // layout is left to the author
      'vue/singleline-html-element-content-newline': 'off', // same
      'vue/html-self-closing': 'off', // same
      'vue/no-v-html': 'error',
    },
  },
  no(['db/**'], '(^|/)(electron|renderer)(/|$)', 'db/ knows neither Electron nor the renderer'),
  no(['renderer/**'], '^(electron|better-sqlite3|kysely|node:.*)$|/electron/|db/(store|vault|reports|documents|exchange)', 'the renderer sees only db/domain and the types of the contract'),
  no(['db/domain/**'], '^(node:.*|electron|better-sqlite3|kysely)$|\\.\\./(store|vault|reports|documents|exchange|operations)', 'db/domain imports nothing outside itself but zod and pure helpers'),
  no(['db/documents/**'], '\\.\\./(store|vault|reports|exchange|operations)|^(electron|better-sqlite3|kysely)$', 'db/documents turns models into files; it reads no database'),
)
