/** Where the site lives on its host. Served pages say how far up that is; addresses of files are tidied to the router's. */

/** The path of the site's root (`/`, `/course/`) from a page's `data-root` and its address. */
export function siteRoot(dataRoot: string, href: string): string {
  return new URL(dataRoot, href).pathname;
}

/** `x.html`, `x/index.html` and `x/` are all the page `x`. The root keeps its slash. */
export function tidyPath(pathname: string, base: string): string {
  const path = pathname.replace(/\/index\.html$/, '/').replace(/\.html$/, '');
  return path === base ? path : path.replace(/\/+$/, '') || '/';
}
