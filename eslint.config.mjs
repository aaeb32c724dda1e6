/** Lint: what the compiler cannot say. Messages tell what to do instead. */
import { relative, sep } from 'node:path';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { judge } from './scripts/layers.mjs';

/** Below `adapters`: a machine is a function of its recorded inputs, so nothing here may ask the outside world. */
const PURE = ['src/engine/**/*.ts', 'src/sim/**/*.ts', 'src/lesson/**/*.ts', 'src/viz/**/*.ts', 'content/**/*.ts'];

const NO_CLOCK = 'Time is virtual here: use the engine clock (`now` in the state), or take the instant as an argument.';
const NO_TIMER = 'Schedule an event in the engine queue; wall time enters only in src/adapters.';
const NO_IO = 'No I/O below src/adapters: return a value, emit an event, or take the data as an argument.';

const restrictedGlobals = [
  { name: 'Date', message: NO_CLOCK },
  { name: 'performance', message: NO_CLOCK },
  ...[
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'requestAnimationFrame',
    'requestIdleCallback',
  ].map((name) => ({ name, message: NO_TIMER })),
  ...['console', 'process', 'window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'fetch', 'crypto'].map(
    (name) => ({ name, message: NO_IO }),
  ),
  { name: 'structuredClone', message: 'State is readonly data: copy the fields that change.' },
];

const layers = {
  meta: { type: 'problem', schema: [] },
  /** @param {import('eslint').Rule.RuleContext} context */
  create(context) {
    const from = relative(context.cwd, context.filename).split(sep).join('/');
    /** @param {{ source?: unknown }} node */
    const check = (node) => {
      const source = /** @type {{ value?: unknown } | null | undefined} */ (node.source);
      if (typeof source?.value !== 'string') return;
      const bare = source.value.replace(/\?.*$/, '');
      const to = bare.startsWith('.') ? new URL(bare, `file:///${from}`).pathname.slice(1) : bare;
      const message = judge(from, to);
      if (message !== undefined) context.report({ node: /** @type {any} */ (node), message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default tseslint.config(
  {
    ignores: [
      'out/**',
      'dist/**',
      'node_modules/**',
      'test-results/**',
      'playwright-report/**',
      '**/recordings/**',
      '**/fixtures/**',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    plugins: { pod: { rules: { layers } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'pod/layers': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-control-regex': 'off', // byte strings hold control characters
      'require-yield': 'off', // a program that makes no system call is still a program
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // The compiler reports these, with the same exceptions everywhere.
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'scripts/**/*.{ts,mjs}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: PURE,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...restrictedGlobals],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Fork the seeded generator of the scenario (src/engine).' },
        { object: 'globalThis', property: 'Date', message: NO_CLOCK },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: ':function[async=true]',
          message:
            'The microtask queue would own the order: write a generator (ARCHITECTURE.md, "Programs are generators").',
        },
        {
          selector:
            'Program > :matches(VariableDeclaration[kind="let"], ExportNamedDeclaration > VariableDeclaration[kind="let"])',
          message: 'No module-level mutable state: one module serves many machines. Put it into the state.',
        },
      ],
    },
  },
  {
    files: ['src/ui/**/*.tsx', 'src/app/**/*.tsx', 'src/ui/**/*.ts', 'src/app/**/*.ts'],
    ...hooks.configs.flat['recommended-latest'],
  },
);
