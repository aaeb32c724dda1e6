// dig of BIND 9.18 (bin/dig/dig.c).
import type { Net } from '../../net/index.ts';
import type { NetTool } from '../tool.ts';
import { preparse, readArguments } from './dig-args.ts';
import { DigState } from './dig-state.ts';
import { digFrontend } from './dig-text.ts';
import { runLookups } from './run.ts';
import { Session, withExit } from './session.ts';

function* main(s: Session, words: readonly string[]): Net<number> {
  s.setUp(preparse(s, words));
  yield* s.makeCookie();
  const state = new DigState(s.tries);
  s.frontend = digFrontend(state);
  yield* readArguments(s, state, words);
  if (state.domain !== '') {
    s.searchOnly(state.domain);
    s.useSearch = true;
  }
  yield* runLookups(s);
  return s.exitCode;
}

export const dig: NetTool = (host, argv) => {
  const s = new Session(host, argv[0] ?? 'dig');
  return withExit(s, main(s, argv.slice(1)));
};
