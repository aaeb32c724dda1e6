/** YAML in and out: what is written is read back, mistakes have their line, no input hangs or throws. */
import { expect, test } from 'vitest';
import { Rng } from '../../../../engine/index.ts';
import type { Json } from '../../engine-api.ts';
import { readYaml, YamlError } from './read.ts';
import { toYaml } from './write.ts';

const one = (text: string): Json | undefined => {
  const found = readYaml(text);
  return found instanceof YamlError ? found.message : found[0];
};

test('a manifest', () => {
  const text = `# a pod
apiVersion: v1   # the version
kind: Pod
metadata: {name: web, labels: {app: "web", 'tier': front}}
spec:
  containers:
  - name: app
    image: lab/web:1.4
    args: ["--port", '8080', plain]
    command:
    - sh
    - -c
    - |
      echo one
        two
    env:
    - {name: A, value: "x: y"}
  hostNetwork: false
  nothing:
  terminationGracePeriodSeconds: 30
`;
  expect(one(text)).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { app: 'web', tier: 'front' } },
    spec: {
      containers: [
        {
          name: 'app',
          image: 'lab/web:1.4',
          args: ['--port', '8080', 'plain'],
          command: ['sh', '-c', 'echo one\n  two\n'],
          env: [{ name: 'A', value: 'x: y' }],
        },
      ],
      hostNetwork: false,
      nothing: null,
      terminationGracePeriodSeconds: 30,
    },
  });
});

test('documents, folding, chomping, anchors', () => {
  expect(readYaml('---\na: 1\n---\n# nothing\n---\nb: 2\n...\n')).toEqual([{ a: 1 }, { b: 2 }]);
  expect(one('a: >\n  one\n  two\n\n  three\n')).toEqual({ a: 'one two\nthree\n' });
  expect(one('a: |-\n  one\n\nb: |+\n  two\n\n')).toEqual({ a: 'one', b: 'two\n\n' });
  expect(one('a: &x [1, 2]\nb: *x\n')).toEqual({ a: [1, 2], b: [1, 2] });
  expect(one('a: one\n  two\n')).toEqual({ a: 'one two' });
  expect(one('- - 1\n  - 2\n- a: 1\n  b: 2\n')).toEqual([[1, 2], { a: 1, b: 2 }]);
  expect(one('{"a": [1, {"b": null}]}')).toEqual({ a: [1, { b: null }] });
});

test('bare words are what YAML 1.1 makes of them', () => {
  expect(one('[yes, Off, 0x10, 010, 1_000, 1.5, .5, ~, "yes", 1e3, 10.0.0.1, v1]')).toEqual([
    true,
    false,
    16,
    8,
    1000,
    1.5,
    0.5,
    null,
    'yes',
    1000,
    '10.0.0.1',
    'v1',
  ]);
});

test('mistakes have their line', () => {
  expect(one('a: 1\n b: 2\n')).toBe('yaml: line 2: mapping values are not allowed in this context');
  expect(one('a:\n\t- b\n')).toBe('yaml: line 2: found character that cannot start any token');
  expect(one('a: [1, 2\nb: 3\n')).toMatch(/^yaml: line 1: /);
  expect(one('a: 1\na: 2\n')).toContain('key "a" already set in map');
  expect(one('a: *nope\n')).toBe("yaml: unknown anchor 'nope' referenced");
  expect(one('['.repeat(5000))).toMatch(/^yaml: /);
  expect(one('- '.repeat(5000))).toMatch(/^yaml: /);
});

function randomJson(rng: Rng, depth: number): Json {
  const kind = rng.below(depth > 3 ? 5 : 7);
  const text = (): string =>
    Array.from({ length: rng.below(9) }, () => ' ab:-#"\'{}[],&*!|>%@`\n\t0.~yesno'[rng.below(33)] ?? '').join('');
  if (kind === 0) return null;
  if (kind === 1) return rng.below(2) === 0;
  if (kind === 2) return rng.below(100_000) - 50_000;
  if (kind < 5) return text();
  if (kind === 5) return Array.from({ length: rng.below(4) }, () => randomJson(rng, depth + 1));
  return Object.fromEntries(Array.from({ length: rng.below(4) }, (_, i) => [`k${i}`, randomJson(rng, depth + 1)]));
}

test('what is written is read back', () => {
  const rng = new Rng('yaml');
  for (let i = 0; i < 3000; i += 1) {
    const value = { v: randomJson(rng, 0) };
    expect(readYaml(toYaml(value)), toYaml(value)).toEqual([value]);
  }
});

test('no text hangs or throws', () => {
  const rng = new Rng('noise');
  const pieces = [
    'a',
    ': ',
    '- ',
    '\n',
    '  ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '|',
    '>',
    '#',
    '&x',
    '*x',
    '\t',
    '---\n',
    '\\',
    '~',
    '1',
    '?',
    '!',
  ];
  for (let i = 0; i < 5000; i += 1) {
    const text = Array.from({ length: rng.below(40) }, () => pieces[rng.below(pieces.length)] ?? '').join('');
    const found = readYaml(text);
    expect(found instanceof YamlError || Array.isArray(found)).toBe(true);
  }
});
