// Images by name: what a shell (or its absence) shows of them.
import { expect, test } from 'vitest';
import { HeadlessTerminal } from '../../../testkit/lab/terminal.ts';
import { dnsCluster } from '../index.ts';

const terminal = new HeadlessTerminal(dnsCluster({ clients: ['alpine', 'busybox', 'go'] }), 2);
const out = (command: string): string => terminal.command(command, 300).output;

test.each([
  ['alpine:3.20', '3.20.7'],
  ['alpine:3.17.3', '3.17.3'],
  ['node:20-alpine', '3.22.1'],
  ['python:3.12-alpine3.19', '3.19.8'],
])('%s is Alpine', (image, release) => {
  out(`kubectl run x --image=${image} --restart=Never --command -- sleep 60; sleep 3`);
  expect(out('kubectl exec x -- cat /etc/alpine-release; kubectl exec x -- ls /lib')).toBe(
    `${release}\nld-musl-x86_64.so.1\nlibc.musl-x86_64.so.1\n`,
  );
  out('kubectl delete pod x --force --grace-period=0');
});

test('commands of Alpine are busybox', () => {
  expect(out("kubectl exec alpine -- sh -c 'readlink /bin/ls /usr/bin/nslookup; which dig bash; echo $?'")).toBe(
    '/bin/busybox\n/bin/busybox\n1\n',
  );
  expect(out('kubectl exec alpine -- bash')).toContain('exec: "bash": executable file not found in $PATH');
  expect(out('kubectl exec alpine -- nslookup -type=a web.default.svc.cluster.local')).toBe(
    'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb.default.svc.cluster.local\nAddress: 10.96.24.80\n\n',
  );
});

test('the image of busybox has all in /bin and another C library', () => {
  expect(out('kubectl exec busybox -- sh -c "ls /usr/bin /lib; readlink /bin/wget"')).toBe(
    '/lib:\n\n/usr/bin:\n/bin/busybox\n',
  );
});

test('the toolbox that people debug with is Alpine with more in it', () => {
  expect(
    out(
      "kubectl run box --image=nicolaka/netshoot -q -it --rm --restart=Never -- sh -c 'dig +short web.default.svc.cluster.local; getent hosts web; readlink /bin/ls'",
    ).replaceAll('\r', ''),
  ).toContain(
    '10.96.24.80\n10.96.24.80       web.default.svc.cluster.local  web.default.svc.cluster.local web\n/bin/busybox\n',
  );
});

test('a static program alone: no shell, and a way in beside it', () => {
  expect(out('kubectl exec go -- /golook web nope')).toBe(
    '10.96.24.80\nlookup nope on 10.96.0.10:53: no such host\ncommand terminated with exit code 1\n',
  );
  expect(out('kubectl exec go -- ls')).toContain('exec: "ls": executable file not found in $PATH: unknown');
  expect(
    out('kubectl debug go --image=busybox:1.36 --target=go --profile=general -q -it -- cat /proc/1/comm').trim(),
  ).toMatch(/golook$/);
});
