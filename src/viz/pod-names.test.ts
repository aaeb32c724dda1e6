import { expect, test } from 'vitest';
import type { ContainerView } from '../sim/kernel/view.ts';
import { containerLabel, podOfGroup } from './pod-names.ts';

const UID = '9a03f2ab-ca56-4e62-a154-a2934f46664c';
const container = (name: string): ContainerView => ({
  id: '1',
  name,
  status: 'running',
  init: 1,
  exitCode: undefined,
  signal: undefined,
  cgroup: '',
  restarts: 0,
  logBytes: 0,
});

test('containers of pods are called by pod and container, others by their name', () => {
  expect(containerLabel(`k8s_store_web-0_default_${UID}_0`)).toBe('web-0/store');
  expect(containerLabel(`k8s_POD_web-0_default_${UID}_0`)).toBe('web-0/pause');
  expect(containerLabel('web-0')).toBe('web-0');
});

test('the group of a pod is called by the pod, with either cgroup driver', () => {
  const containers = [container('db'), container(`k8s_POD_web-0_default_${UID}_0`)];
  expect(podOfGroup(`/kubepods/besteffort/pod${UID}`, containers)).toBe('pod web-0');
  expect(podOfGroup(`/kubepods.slice/kubepods-pod${UID.replaceAll('-', '_')}.slice`, containers)).toBe('pod web-0');
  expect(podOfGroup('/kubepods/besteffort', containers)).toBeUndefined();
  expect(podOfGroup(`/kubepods/pod${UID}`, [])).toBeUndefined();
});
