// curl -w: the variables of a transfer (src/tool_writeout.c).
import type { Micros } from '../../../engine/index.ts';

export interface Figures {
  url: string;
  method: string;
  status: number;
  contentType: string;
  remote: { readonly address: string; readonly port: number } | undefined;
  local: { readonly address: string; readonly port: number } | undefined;
  start: Micros;
  namelookup: Micros;
  connect: Micros;
  pretransfer: Micros;
  starttransfer: Micros;
  total: Micros;
  size: number;
  headerSize: number;
  redirects: number;
  exit: number;
  error: string;
}

export const newFigures = (url: string, start: Micros): Figures => ({
  url,
  method: 'GET',
  status: 0,
  contentType: '',
  remote: undefined,
  local: undefined,
  start,
  namelookup: 0,
  connect: 0,
  pretransfer: 0,
  starttransfer: 0,
  total: 0,
  size: 0,
  headerSize: 0,
  redirects: 0,
  exit: 0,
  error: '',
});

const seconds = (micros: Micros): string => (micros / 1e6).toFixed(6);

const VARIABLES: Readonly<Record<string, (figures: Figures) => string>> = {
  content_type: (f) => f.contentType,
  errormsg: (f) => f.error,
  exitcode: (f) => String(f.exit),
  http_code: (f) => String(f.status).padStart(3, '0'),
  response_code: (f) => String(f.status).padStart(3, '0'),
  http_version: (f) => (f.status === 0 ? '0' : '1.1'),
  local_ip: (f) => f.local?.address ?? '',
  local_port: (f) => String(f.local?.port ?? 0),
  method: (f) => f.method,
  num_connects: (f) => (f.connect > 0 ? '1' : '0'),
  num_redirects: (f) => String(f.redirects),
  remote_ip: (f) => f.remote?.address ?? '',
  remote_port: (f) => String(f.remote?.port ?? 0),
  scheme: (f) => (f.status === 0 ? '' : 'HTTP'),
  size_download: (f) => String(f.size),
  size_header: (f) => String(f.headerSize),
  size_upload: () => '0',
  speed_download: (f) => String(f.total > 0 ? Math.floor((f.size * 1e6) / f.total) : 0),
  speed_upload: () => '0',
  time_appconnect: () => seconds(0),
  time_connect: (f) => seconds(f.connect),
  time_namelookup: (f) => seconds(f.namelookup),
  time_pretransfer: (f) => seconds(f.pretransfer),
  time_redirect: () => seconds(0),
  time_starttransfer: (f) => seconds(f.starttransfer),
  time_total: (f) => seconds(f.total),
  url: (f) => f.url,
  url_effective: (f) => f.url,
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** What goes to standard output, and complaints for standard error. */
export function writtenOut(format: string, figures: Figures): { readonly out: string; readonly err: string } {
  let err = '';
  const out = format.replace(/%\{([^}]*)\}|%%|\\(.)/g, (whole, name?: string, escape?: string) => {
    if (escape !== undefined) return ESCAPES[escape] ?? whole;
    if (name === undefined) return '%';
    const variable = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
    if (variable) return variable(figures);
    err += `curl: unknown --write-out variable: '${name}'\n`;
    return '';
  });
  return { out, err };
}
