/** The API server as a process of the node: its controllers run from its start on. */
import { type Program, sys } from '../../../kernel/abi/index.ts';
import type { Kubelet } from '../kubelet.ts';
import { ApiServer } from './server.ts';

/** Whoever asks first makes it. */
export function apiServerOf(kubelet: Kubelet): ApiServer {
  kubelet.api ??= new ApiServer(kubelet, kubelet.objects);
  return kubelet.api;
}

export const apiServerProgram = (kubelet: Kubelet): Program =>
  function* kubeApiserver() {
    yield* sys.setsid();
    apiServerOf(kubelet);
    for (;;) yield* sys.pause();
  };
