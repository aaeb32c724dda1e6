/** Options that every kubectl command takes. */
import { bool, flag, type FlagSpec } from '../layer/flags.ts';
import { INT, STRING, STRING_ARRAY } from '../layer/kinds.ts';

export const GLOBAL: readonly FlagSpec[] = [
  flag('as', '', STRING, ''),
  flag('as-group', '', STRING_ARRAY, ''),
  flag('cache-dir', '', STRING, ''),
  flag('cluster', '', STRING, ''),
  flag('context', '', STRING, ''),
  bool('insecure-skip-tls-verify', '', ''),
  flag('kubeconfig', '', STRING, ''),
  bool('match-server-version', '', ''),
  flag('namespace', 'n', STRING, ''),
  flag('request-timeout', '', STRING, ''),
  flag('server', 's', STRING, ''),
  flag('token', '', STRING, ''),
  flag('user', '', STRING, ''),
  flag('v', 'v', INT, ''),
  bool('warnings-as-errors', '', ''),
  bool('help', 'h', ''),
];
