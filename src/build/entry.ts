/** What the build asks of src/app/entry-server.tsx. */
import type { Page } from '../app/pages.ts';

export type { Page };

export interface ServerEntry {
  readonly pages: readonly Page[];
  /** The markup of one page, with links that begin with `/`. */
  render(path: string): Promise<string>;
}
