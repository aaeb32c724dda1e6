// `npm run bench`: figures and ratios, taken in one run because these machines are noisy. Never part of `npm test`.
import { kernelFigures } from './kernel.ts';

for (const figure of kernelFigures()) {
  process.stdout.write(`${figure.name.padEnd(44)} ${Math.round(figure.value).toLocaleString('en').padStart(14)} ${figure.unit}\n`);
}
