// What dig keeps besides dighost's session: how it shows things, and the lookup that its options before any name speak of.
import { emptyLookup, type Lookup } from './lookup.ts';
import type { Session } from './session.ts';

export class DigState {
  /** Cloned for every name. */
  readonly defaults: Lookup;
  shortForm = false;
  /** +cmd: the first lines repeat the command. */
  printCommand = true;
  /** +question and +comments said for all: they hold for zone transfers too. */
  plusQuestion = false;
  plusComments = false;
  /** Addresses of the last @server. */
  addressCount = 0;
  domain = '';
  /** The first lines have a blank line before and the options of all behind them, once. */
  greeted = false;

  constructor(s: Session) {
    this.defaults = { ...emptyLookup(s), ad: true, edns: 0, sendCookie: true };
  }
}
