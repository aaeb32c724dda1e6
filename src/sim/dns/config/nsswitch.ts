// The `hosts:` line of nsswitch.conf: nss/nsswitch.c and nss/nss_action_parse.c.
import type { ConfigLine } from '../net/index.ts';
import { linesOf, NSSWITCH } from './lines.ts';

export type NssStatus = 'SUCCESS' | 'NOTFOUND' | 'UNAVAIL' | 'TRYAGAIN';
export type NssAction = 'return' | 'continue' | 'merge';

export interface NssService {
  readonly name: string;
  readonly actions: Readonly<Record<NssStatus, NssAction>>;
}

export interface NssHosts {
  readonly services: readonly NssService[];
  readonly line?: ConfigLine;
}

const DEFAULT_ACTIONS: NssService['actions'] = {
  SUCCESS: 'return',
  NOTFOUND: 'continue',
  UNAVAIL: 'continue',
  TRYAGAIN: 'continue',
};

const STATUSES: readonly NssStatus[] = ['SUCCESS', 'NOTFOUND', 'UNAVAIL', 'TRYAGAIN'];

/** "[!NOTFOUND=return]" changes the actions of the service before it. */
function withActions(service: NssService, text: string): NssService {
  let { actions } = service;
  for (const word of text.toUpperCase().split(/\s+/)) {
    const match = /^(!?)(SUCCESS|NOTFOUND|UNAVAIL|TRYAGAIN)=(RETURN|CONTINUE|MERGE)$/.exec(word);
    if (!match) continue;
    const action = (match[3] ?? '').toLowerCase() as NssAction;
    for (const status of STATUSES)
      if ((status === match[2]) !== (match[1] === '!')) actions = { ...actions, [status]: action };
  }
  return { ...service, actions };
}

/** Without such a line glibc 2.36 uses "files dns" (nss/nss_database.c, nss_database_select_default). */
export function readNssHosts(text: string | undefined): NssHosts {
  let found: NssHosts = {
    services: ['files', 'dns'].map((name) => ({ name, actions: DEFAULT_ACTIONS })),
  };
  for (const line of linesOf(NSSWITCH, text ?? '')) {
    const match = /^\s*hosts\s*:(.*)$/.exec(line.text.replace(/#.*/, ''));
    if (!match) continue;
    const services: NssService[] = [];
    for (const [token] of (match[1] ?? '').matchAll(/\[[^\]]*\]|[^\s[\]]+/g)) {
      const last = services.at(-1);
      if (!token.startsWith('[')) services.push({ name: token, actions: DEFAULT_ACTIONS });
      else if (last) services[services.length - 1] = withActions(last, token.slice(1, -1));
    }
    found = { services, line };
  }
  return found;
}
