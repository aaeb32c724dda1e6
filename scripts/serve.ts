/** A static file server for the built site: what `npm start`, the browser tests and nobody else use. It only maps URLs to files. */
import { createServer, type Server } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface ServeOptions {
  /** Directory to serve. */
  readonly dir: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The path under which the site lives, with both slashes: `/course/`. */
  readonly prefix?: string;
  /** As the plainest of hosts: no extension-less names, no 404.html; a directory redirects to its index.html. */
  readonly plain?: boolean;
}

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt', '.webmanifest']);

async function kindOf(path: string): Promise<'file' | 'directory' | 'nothing'> {
  try {
    const s = await stat(path);
    return s.isFile() ? 'file' : s.isDirectory() ? 'directory' : 'nothing';
  } catch {
    return 'nothing';
  }
}

type Answer =
  | { readonly kind: 'file'; readonly path: string; readonly status: 200 | 404 }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'nothing' };

/** Which file answers a URL path (already below the prefix). */
async function resolvePath(dir: string, urlPath: string, pathname: string, plain: boolean): Promise<Answer> {
  const path = normalize(join(dir, urlPath));
  if (path !== normalize(dir) && !path.startsWith(normalize(dir + sep))) return { kind: 'nothing' };
  const kind = await kindOf(path);
  if (kind === 'file') return { kind: 'file', path, status: 200 };
  if (!plain && !urlPath.endsWith('/') && (await kindOf(`${path}.html`)) === 'file') {
    return { kind: 'file', path: `${path}.html`, status: 200 };
  }
  if (kind === 'directory' && (await kindOf(join(path, 'index.html'))) === 'file') {
    return pathname.endsWith('/')
      ? { kind: 'file', path: join(path, 'index.html'), status: 200 }
      : { kind: 'redirect', to: `${pathname}/` };
  }
  return plain ? { kind: 'nothing' } : { kind: 'file', path: join(dir, '404.html'), status: 404 };
}

/** Undefined for what is not a path: `%zz`. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

export async function serve(options: ServeOptions): Promise<Served> {
  const prefix = options.prefix ?? '/';
  const zipped = new Map<string, Buffer>();
  const server: Server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://host');
      const below = pathname.startsWith(prefix) ? decoded(pathname.slice(prefix.length)) : undefined;
      const answer: Answer =
        below === undefined || below.includes('\0')
          ? { kind: 'nothing' }
          : await resolvePath(options.dir, below, pathname, options.plain === true);
      if (answer.kind === 'redirect') {
        response.writeHead(301, { location: answer.to }).end();
        return;
      }
      if (answer.kind === 'nothing') {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
        return;
      }
      const extension = extname(answer.path);
      const headers: Record<string, string> = {
        'content-type': TYPES[extension] ?? 'application/octet-stream',
        'cache-control': answer.path.includes(`${sep}assets${sep}`) ? 'max-age=31536000, immutable' : 'no-cache',
      };
      let body: Buffer = await readFile(answer.path);
      if (COMPRESSED.has(extension) && String(request.headers['accept-encoding']).includes('gzip')) {
        const key = `${answer.path} ${body.length} ${(await stat(answer.path)).mtimeMs}`;
        const known = zipped.get(key) ?? gzipSync(body, { level: 9 });
        zipped.set(key, known);
        body = known;
        headers['content-encoding'] = 'gzip';
      }
      headers['content-length'] = String(body.length);
      response.writeHead(answer.status, headers).end(request.method === 'HEAD' ? undefined : body);
    })().catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, 'localhost', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://localhost:${port}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
