/** Renders a page to HTML for the build (src/build/pages.ts). */
import { prerenderToNodeStream } from 'react-dom/static';
import { StaticRouter } from 'react-router';
import { labPages } from './lab-pages.ts';
import { pages as ofCourse, type Page } from './pages.ts';
import { App } from './routes.tsx';

/** Every page of the site. */
export const pages: readonly Page[] = [...ofCourse, ...labPages];

export async function render(path: string): Promise<string> {
  const failures: unknown[] = [];
  const { prelude } = await prerenderToNodeStream(
    <StaticRouter location={path}>
      <App />
    </StaticRouter>,
    // Without this, React moves what it awaited out of line, and a reader without scripts sees the fallback.
    { progressiveChunkSize: 1e9, onError: (error) => void failures.push(error) },
  );
  let html = '';
  for await (const chunk of prelude) html += String(chunk);
  if (failures.length > 0) throw new Error(`rendering ${path} failed`, { cause: failures[0] });
  return html;
}
