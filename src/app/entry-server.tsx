/** Renders a page to HTML for the build (src/build/pages.ts). */
import { prerenderToNodeStream } from 'react-dom/static';
import { StaticRouter } from 'react-router';
import { App } from './routes.tsx';

export { pages } from './pages.ts';

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
