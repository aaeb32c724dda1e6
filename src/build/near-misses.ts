/** Likely mistakes are for the tests (content/content.test.ts): pages get the tasks without them, and without what only they use. */
import ts from 'typescript';
import type { Plugin } from 'vite';

const TASKS = /[\\/]content[\\/][^\\/]+[\\/]tasks(?:[\\/][^\\/]+)?\.ts$/;
const FIELD = 'nearMisses';

/** Where the lists of mistakes stand in a text. */
function places(text: string, file: string): readonly (readonly [start: number, end: number])[] {
  const found: (readonly [number, number])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === FIELD)
      found.push([node.initializer.getStart(), node.initializer.getEnd()]);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

export const withoutNearMisses = (): Plugin => ({
  name: 'pod:near-misses',
  apply: 'build',
  enforce: 'pre',
  transform: {
    filter: { id: TASKS },
    handler(code, id) {
      let out = code;
      for (const [start, end] of [...places(code, id)].reverse()) out = `${out.slice(0, start)}[]${out.slice(end)}`;
      return { code: out, map: null };
    },
  },
});
