// `kubectl edit` in an editor, on the node of a cluster: what is written is what the cluster has then.
import { expect, test } from 'vitest';
import { HeadlessTerminal } from '../../../testkit/lab/terminal.ts';
import { Screen } from '../../../testkit/screen.ts';
import { dnsCluster } from '../../lab/index.ts';

/** Longer than kubectl and an editor need to start. */
const SETTLE_SECONDS = 2;

function cluster(): (keys: string) => readonly string[] {
  const init = dnsCluster();
  const terminal = new HeadlessTerminal({ ...init, terminals: init.terminals.filter(({ kind }) => kind === 'node') });
  const screen = new Screen(24, 80, true);
  terminal.run(SETTLE_SECONDS);
  return (keys) => {
    terminal.type(keys);
    terminal.run(SETTLE_SECONDS);
    return screen.feed(terminal.take()).text();
  };
}

test('a Corefile is changed with vi, and the cluster has the change', () => {
  const type = cluster();
  const shown = type('kubectl edit cm coredns -n kube-system\r');
  expect(shown[0]).toBe("# Please edit the object below. Lines beginning with a '#' will be ignored,");
  expect(shown.join('\n')).toContain('Corefile: |');
  expect(shown.at(-1)).toMatch(/^"\/tmp\/kubectl-edit-[0-9]+\.yaml" [0-9]+L, [0-9]+B +1,1 +Top$/);
  type('/^ *loop\rYp:s/loop/log/\r');
  expect(type(':wq\r').at(-2)).toBe('configmap/coredns edited');
  const read = "clear; kubectl get cm coredns -n kube-system -o jsonpath='{.data.Corefile}' | grep -A1 loop\r";
  expect(type(read).slice(-3, -1)).toEqual(['    loop', '    log']);
});

test('left without a change, nothing is sent', () => {
  const type = cluster();
  type('kubectl edit cm coredns -n kube-system\r');
  expect(type(':q\r').at(-2)).toBe('Edit cancelled, no changes made.');
});

test('nano does as well, when KUBE_EDITOR names it', () => {
  const type = cluster();
  const shown = type('KUBE_EDITOR=nano kubectl edit cm coredns -n kube-system\r');
  expect(shown[0]).toMatch(/^  GNU nano 7\.2 +\/tmp\/kubectl-edit-[0-9]+\.yaml$/);
  type('\x17loop\r');
  type('log\r        ');
  type('\x0f\r');
  expect(type('\x18').at(-2)).toBe('configmap/coredns edited');
});
