/** What the build asks of src/app/entry-server.tsx. */

export interface Page {
  /** Path below the site's root, without a leading slash; '' is the home page. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Lazy modules (paths from the project's root) that this page shows at once: the served page preloads them. */
  readonly modules: readonly string[];
}

export interface ServerEntry {
  readonly pages: readonly Page[];
  /** The markup of one page, with links that begin with `/`. */
  render(path: string): Promise<string>;
}
