/**
 * Writes the served pages. Each holds its whole text as HTML, so it is readable before (and without) any script, and every
 * address in it is relative, so the site works under any path of any host.
 *
 * A page is written twice, as `x.html` and `x/index.html`: between them, every static host answers `/x` (GitHub Pages and
 * most others find x.html, the plainest redirect to the directory). 404.html is the empty shell: it finds out where the
 * site lives and lets the router draw whatever the address asks for.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page, ServerEntry } from './entry.ts';
import { filesOf, readManifest, type Manifest } from './manifest.ts';

const ENTRY = 'index.html';
const NAME = 'Inside the Pod';

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
}

/** `<tag …>` lines that the client build put into its own index.html are replaced by ours; they are recognised by this. */
const BUILT_TAG = /^\s*<(?:script type="module"|link rel="(?:modulepreload|stylesheet)")[^>]*>(?:<\/script>)?\n?/gm;

function replaceOnce(html: string, mark: string | RegExp, by: string): string {
  const out = html.replace(mark, () => by);
  if (out === html) throw new Error(`index.html lacks ${String(mark)}`);
  return out;
}

interface Shell {
  readonly html: string;
  readonly manifest: Manifest;
  readonly font: string | undefined;
}

/** One page's document; `root` is the way from it to the site's root (`./`, `../../`). */
function documentOf(shell: Shell, page: Page, markup: string, root: string): string {
  const entryFile = shell.manifest[ENTRY]?.file ?? '';
  const { js, css } = filesOf(shell.manifest, [ENTRY, ...page.modules]);
  const head = [
    `<title>${escapeHtml(page.path === '' ? page.title : `${page.title} · ${NAME}`)}</title>`,
    `<meta name="description" content="${escapeHtml(page.description)}">`,
    ...css.map((file) => `<link rel="stylesheet" href="${root}${file}">`),
    ...(shell.font === undefined
      ? []
      : [`<link rel="preload" as="font" type="font/woff2" crossorigin href="${root}${shell.font}">`]),
    ...js.filter((file) => file !== entryFile).map((file) => `<link rel="modulepreload" href="${root}${file}">`),
    `<script type="module" src="${root}${entryFile}"></script>`,
  ].join('\n    ');
  let html = shell.html;
  html = replaceOnce(html, 'data-root="/"', `data-root="${root}"`);
  html = replaceOnce(html, /<title>.*<\/title>/, head);
  html = replaceOnce(html, '<div id="root"></div>', `<div id="root">${relativeLinks(markup, root)}</div>`);
  return html.replace(/((?:href|src)=")(?:\.\/|\/)(?=favicon|manifest)/g, `$1${root}`);
}

/** The router writes links from the site's root; a file does not know where that is. */
function relativeLinks(markup: string, root: string): string {
  return markup.replace(/ (href|src)="\/(?!\/)/g, ` $1="${root}`);
}

/**
 * 404.html is served for any path below the site, so nothing in it can be relative to where it was asked for. It tries the
 * directories above the address, the outermost first, until one holds the program.
 */
function shellDocument(shell: Shell): string {
  const { css } = filesOf(shell.manifest, [ENTRY]);
  const js = JSON.stringify(shell.manifest[ENTRY]?.file ?? '');
  const style = JSON.stringify(css[0] ?? '');
  // The style sheet is what is tried: once it has come, nothing is drawn without it.
  const find = `<script>
      (function (js, css) {
        var parts = location.pathname.split('/').slice(1, -1);
        (function attempt(depth) {
          if (depth > parts.length) return;
          var root = '/' + parts.slice(0, depth).map(function (p) { return p + '/'; }).join('');
          var style = document.createElement('link');
          style.rel = 'stylesheet';
          style.href = root + css;
          style.onerror = function () { style.remove(); attempt(depth + 1); };
          style.onload = function () {
            document.documentElement.dataset.root = root;
            var script = document.createElement('script');
            script.type = 'module';
            script.src = root + js;
            document.head.append(script);
          };
          document.head.append(style);
        })(0);
      })(${js}, ${style});
    </script>`;
  const html = replaceOnce(shell.html, /<title>.*<\/title>/, `<title>${NAME}</title>\n    ${find}`);
  return html.replace(/^.*<link rel="(?:icon|manifest)".*\n/gm, '');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Renders every page into `dir` (the client build) and returns how many there are. */
export async function writePages(dir: string, manifestPath: string, entry: ServerEntry): Promise<number> {
  const html = readFileSync(join(dir, 'index.html'), 'utf8').replace(BUILT_TAG, '');
  rmSync(join(dir, 'index.html'));
  const font = readdirSync(join(dir, 'assets')).find((f) => /^inter-latin-wght-normal.*\.woff2$/.test(f));
  const shell: Shell = {
    html,
    manifest: readManifest(manifestPath),
    font: font === undefined ? undefined : `assets/${font}`,
  };
  for (const page of entry.pages) {
    const markup = await entry.render(`/${page.path}`);
    const depth = page.path.split('/').length;
    if (page.path === '') {
      write(join(dir, 'index.html'), documentOf(shell, page, markup, './'));
      continue;
    }
    write(join(dir, `${page.path}.html`), documentOf(shell, page, markup, '../'.repeat(depth - 1) || './'));
    write(join(dir, page.path, 'index.html'), documentOf(shell, page, markup, '../'.repeat(depth)));
  }
  write(join(dir, '404.html'), shellDocument(shell));
  write(join(dir, '.nojekyll'), '');
  return entry.pages.length;
}
