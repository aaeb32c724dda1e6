// `npm run bench [-- kernel session shell crowd browser]`: figures and ratios, taken in one run because these machines are noisy. Never part of `npm test`.
import { dnsFigures } from './dns.ts';
import { type Figure, line } from './figure.ts';
import { browserFigures } from './browser.ts';
import { crowdFigures } from './crowd.ts';
import { kernelFigures } from './kernel.ts';
import { sessionFigures } from './session.ts';
import { shellFigures } from './shell.ts';

const PARTS: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = {
  dns: dnsFigures,
  kernel: kernelFigures,
  session: sessionFigures,
  shell: shellFigures,
  crowd: crowdFigures,
  browser: browserFigures,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(`bench: no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}\n`);
  process.exit(2);
}
for (const [name, figures] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const figure of await figures()) process.stdout.write(line(figure));
}
