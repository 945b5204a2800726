import tseslint from 'typescript-eslint';

const pure = ['src/domain/**/*.ts', 'src/flows/**/*.ts', 'src/bot/**/*.ts'];
const noFetch = {
  selector: 'CallExpression[callee.name="fetch"]',
  message: 'HTTP to the outside lives in src/wecom. Give the caller a client in its dependencies.',
};
const noClock = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'A decision gets its `now` from its facts: the time is the database’s, never ours.',
  },
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'A decision gets its `now` from its facts: the time is the database’s, never ours.',
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Same input, same answer: what must be random is handed in.',
  },
];
const noEnv = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message:
    'The environment is read once, by main.ts through config.ts. Take a Config field instead.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      '.data/',
      '**/*.cjs',
      '**/*.mjs',
      'eslint.config.js',
      'simulator/page/',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/wecom/**', 'src/main.ts', 'src/tools/**'],
    rules: { 'no-restricted-syntax': ['error', noFetch, noEnv] },
  },
  { files: ['src/wecom/**/*.ts'], rules: { 'no-restricted-syntax': ['error', noEnv] } },
  { files: pure, rules: { 'no-restricted-syntax': ['error', noFetch, noEnv, ...noClock] } },
  {
    files: ['src/store/rows/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/**/*.ts', 'simulator/test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
);
