import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'

/** Forbids imports that go against the direction of the folders (README, "How it is laid out"). */
function no(files, patterns, message) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: patterns, message }] }] } }
}

const windowSide = '(^|/)(electron|renderer)(/|$)'
const windowMessage = 'db/ knows neither Electron nor the renderer'
const above = (folders) => `\\.\\./(${folders})/`

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
  // One rule a folder: of several that match a file, ESLint keeps the last. What a folder may import is in README, "How it is laid out".
  no(['db/**'], windowSide, windowMessage),
  no(['db/domain/**'], `^(node:.*|electron|better-sqlite3|kysely)$|${windowSide}|${above('store|vault|reports|documents|exchange|operations|terminal')}`, 'db/domain imports nothing outside itself but zod and pure helpers'),
  no(['db/store/**'], `${windowSide}|${above('vault|reports|documents|exchange|operations|terminal')}`, 'db/store imports db/domain only'),
  no(['db/vault/**'], `${windowSide}|${above('reports|documents|exchange|operations|terminal')}`, 'db/vault imports db/store and db/domain only'),
  no(['db/documents/**'], `^(electron|better-sqlite3|kysely)$|${windowSide}|${above('store|vault|reports|exchange|operations|terminal')}`, 'db/documents turns models into files; it reads no database'),
  no(['db/reports/**'], `${windowSide}|${above('vault|operations|terminal')}`, 'db/reports imports db/store, db/documents and db/domain'),
  no(['db/exchange/**'], `${windowSide}|${above('vault|reports|operations|terminal')}`, 'db/exchange imports db/store, db/documents and db/domain'),
  no(['db/operations/**'], `${windowSide}|${above('terminal')}`, 'db/operations knows neither window nor terminal'),
  no(['renderer/**'], '^(electron|better-sqlite3|kysely|node:.*)$|/electron/|db/(store|vault|reports|documents|exchange|terminal)|db/operations/(?!contract|bridge)', 'the renderer sees only db/domain and the types of the contract'),
  no(['electron/**'], '/renderer/', 'electron/ does not import the renderer'),
)
