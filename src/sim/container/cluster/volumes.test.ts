/** Config maps, secrets and empty directories in pods, as a shell in them sees it. */
import { expect, test } from 'vitest';
import { HeadlessTerminal } from '../../../testkit/lab/terminal.ts';
import { type LabInit, onePod } from '../../lab/index.ts';
import type { KubeObject } from './index.ts';

const POD: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'vol', namespace: 'default' },
  spec: {
    containers: [
      {
        name: 'a',
        image: 'alpine:3.20',
        command: ['sleep', '10d'],
        volumeMounts: [
          { name: 'cfg', mountPath: '/etc/cfg' },
          { name: 'cfg', mountPath: '/etc/one.conf', subPath: 'one.conf' },
          { name: 'pw', mountPath: '/etc/pw', readOnly: true },
          { name: 'tmp', mountPath: '/cache' },
        ],
      },
      {
        name: 'b',
        image: 'debian:12',
        command: ['sleep', 'infinity'],
        volumeMounts: [{ name: 'tmp', mountPath: '/shared' }],
      },
    ],
    volumes: [
      { name: 'cfg', configMap: { name: 'conf' } },
      { name: 'pw', secret: { secretName: 's', items: [{ key: 'password', path: 'db/word' }], defaultMode: 0o400 } },
      { name: 'tmp', emptyDir: {} },
    ],
  },
};

function node(): (command: string) => string {
  const init: LabInit = {
    ...onePod([{ name: 'web', image: 'lab/web:1', argv: ['/app/web'] }], {}, [{ kind: 'node' }]),
    objects: [POD],
  };
  const terminal = new HeadlessTerminal(init);
  return (command) => terminal.command(command, 900).output;
}

const MAKE =
  'kubectl create cm conf --from-literal=one.conf=first --from-literal=two.conf=x; kubectl create secret generic s --from-literal=password=hunter2; sleep 5';

test('what is missing holds the pod up, and is told of', () => {
  const out = node();
  expect(out('sleep 1; kubectl get pod vol -o wide')).toMatch(
    /^NAME +READY +STATUS +RESTARTS +AGE +IP +NODE [^\n]*\nvol +0\/2 +ContainerCreating +0 +1s +<none> +host /,
  );
  const events =
    'kubectl get events --field-selector reason=FailedMount -o jsonpath=\'{range .items[*]}{.message}{"\\n"}{end}\'';
  expect(out(events)).toBe(
    'MountVolume.SetUp failed for volume "cfg" : configmap "conf" not found\nMountVolume.SetUp failed for volume "pw" : secret "s" not found\n',
  );
  out(
    'kubectl create cm conf --from-literal=one.conf=first; kubectl create secret generic s --from-literal=x=y; sleep 130',
  );
  expect(out(events).split('\n').slice(-3)).toEqual([
    'MountVolume.SetUp failed for volume "pw" : secret references non-existent secret key: password',
    'Unable to attach or mount volumes: unmounted volumes=[pw], unattached volumes=[], failed to process volumes=[]: context deadline exceeded',
    '',
  ]);
});

test('files stand behind links that are turned together', () => {
  const out = node();
  out(MAKE);
  expect(out('kubectl exec vol -c a -- ls -lA /etc/cfg')).toMatch(
    /^total 4\ndrwxr-xr-x 2 root root 4096 [^\n]* (\.\.2026_03_02_10_0\d_\d\d\.\d+)\nlrwxrwxrwx 1 root root +\d+ [^\n]* \.\.data -> \1\nlrwxrwxrwx [^\n]* one\.conf -> \.\.data\/one\.conf\nlrwxrwxrwx [^\n]* two\.conf -> \.\.data\/two\.conf\n$/,
  );
  expect(
    out(
      'kubectl exec vol -c a -- sh -c "cat /etc/cfg/one.conf /etc/one.conf /etc/pw/db/word; ls -lL /etc/pw/db/word; echo no > /etc/cfg/y"',
    ),
  ).toMatch(
    /^firstfirsthunter2-r-------- 1 root root 7 [^\n]* \/etc\/pw\/db\/word\nsh: can't create \/etc\/cfg\/y: Read-only file system\ncommand terminated with exit code 1\n$/,
  );
  out('kubectl exec vol -c a -- sh -c "echo hi > /cache/x"');
  expect(out('kubectl exec vol -c b -- cat /shared/x')).toBe('hi\n');
});

test('a change arrives with the next sync, in subPath mounts never; a change of the pod is a sync', () => {
  const out = node();
  out(MAKE);
  const change = (text: string): string =>
    `kubectl create cm conf --from-literal=one.conf=${text} --dry-run=client -o yaml | kubectl replace -f -`;
  const look = 'kubectl exec vol -c a -- sh -c "ls /etc/cfg; cat /etc/cfg/one.conf /etc/one.conf"';
  out(change('second'));
  expect(out(`sleep 30; ${look}`)).toBe('one.conf\ntwo.conf\nfirstfirst');
  expect(out(`sleep 60; ${look}`)).toBe('one.conf\nsecondfirst');
  out(`${change('third')}; kubectl annotate pod vol now=please`);
  expect(out(look)).toBe('one.conf\nthirdfirst');
});
