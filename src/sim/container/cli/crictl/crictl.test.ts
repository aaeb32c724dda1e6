/** crictl over a runtime of two containers. */
import { expect, test } from 'vitest';
import type { SysCall } from '../../../kernel/abi/index.ts';
import { CriError, type CriRuntime } from '../../cri-api.ts';
import { crictlProgram } from './program.ts';

const ID = 'a'.repeat(64);
const POD = 'b'.repeat(64);

const RUNTIME: CriRuntime = {
  *now() {
    return 200_000;
  },
  *containers() {
    const one = {
      podId: POD,
      podName: 'web',
      namespace: 'default',
      imageRef: `sha256:${'c'.repeat(64)}`,
      attempt: 0,
      labels: {},
    };
    return [
      { ...one, id: ID, name: 'app', state: 'Running', createdMs: 80_000 },
      { ...one, id: 'd'.repeat(64), name: 'old', state: 'Exited', createdMs: 20_000 },
    ];
  },
  *pods() {
    return [
      { id: POD, name: 'web', namespace: 'default', state: 'Ready', createdMs: 0, attempt: 1, runtime: '', labels: {} },
    ];
  },
  *inspect() {
    return { status: { id: ID } };
  },
  *inspectPod() {
    return {};
  },
  *stop(id) {
    return id === 'nope'
      ? new CriError('NotFound', `an error occurred when try to find container "nope": not found`)
      : undefined;
  },
  *remove() {
    return undefined;
  },
  *exec() {
    return 3;
  },
  *logs() {
    return undefined;
  },
};

function run(...argv: string[]): { out: string; err: string; exit: number } {
  const got = { out: '', err: '' };
  const program = crictlProgram(RUNTIME)(['crictl', ...argv], new Map());
  let step = program.next();
  while (step.done !== true) {
    const call: SysCall = step.value;
    const [fd, text] = call.args as readonly [number, string];
    if (call.op === 'write' && fd === 2) got.err += text;
    else if (call.op === 'write') got.out += text;
    step = program.next(call.op === 'write' ? text.length : 0);
  }
  return { ...got, exit: step.value };
}

test('ps shows running containers, 20 columns a cell', () => {
  expect(run('ps').out).toBe(
    'CONTAINER           IMAGE               CREATED             STATE               NAME                ATTEMPT             POD ID              POD                 NAMESPACE\n' +
      'aaaaaaaaaaaaa       ccccccccccccc       2 minutes ago       Running             app                 0                   bbbbbbbbbbbbb       web                 default\n',
  );
  expect(run('ps', '-aq').out).toBe(`${ID}\n${'d'.repeat(64)}\n`);
});

test('pods names the default runtime', () => {
  expect(run('pods').out).toContain(
    'bbbbbbbbbbbbb       3 minutes ago       Ready               web                 default             1                   (default)',
  );
});

test('stop echoes what worked and ends with the errors', () => {
  expect(run('stop', 'x', 'nope')).toEqual({
    out: 'x\n',
    err: 'FATA[0000] stopping the container "nope": rpc error: code = NotFound desc = an error occurred when try to find container "nope": not found\n',
    exit: 1,
  });
});

test('unknown options are refused', () => {
  expect(run('ps', '--nope')).toEqual({ out: '', err: 'FATA[0000] flag provided but not defined: -nope\n', exit: 1 });
});

test('inspect indents by two', () => {
  expect(run('inspect', ID).out).toBe(`{\n  "status": {\n    "id": "${ID}"\n  }\n}\n`);
});
