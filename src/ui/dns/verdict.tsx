/** What a lookup came to: how many queries, how many packets, how long, and the addresses or the error. */
import { duration, type Lane } from '../../viz/dns/index.ts';
import css from './verdict.module.css';

export type Tone = 'ok' | 'bad' | 'wait';

export interface VerdictWords {
  readonly text: string;
  readonly strong: string;
  readonly tone: Tone;
}

export function verdictOf(lane: Lane): VerdictWords {
  const took = duration(lane.last - lane.start);
  if (lane.waiting) return { text: 'waiting for', strong: took, tone: 'wait' };
  // A program that asks by itself has no library to say what came of it: its queries do.
  if (lane.outcome === undefined) {
    const last = lane.bars.at(-1);
    if (last === undefined) return { text: 'nothing', strong: 'asked', tone: 'wait' };
    // Several kinds of record: who has no AAAA and no MX has still been found.
    const found = lane.bars.some((bar) => bar.kind === 'found');
    return { text: `${found ? 'answer' : last.word} after`, strong: took, tone: found ? 'ok' : 'bad' };
  }
  // Go has no codes: its words stand below.
  const code = lane.outcome.code.includes(' ') ? 'error' : lane.outcome.code;
  if (!lane.outcome.ok) return { text: `${code} after`, strong: took, tone: 'bad' };
  return { text: 'answer after', strong: took, tone: 'ok' };
}

export function Verdict({ lane }: { readonly lane: Lane }) {
  const { text, strong, tone } = verdictOf(lane);
  const { outcome } = lane;
  return (
    <>
      <p className={css['sum']}>
        {lane.queries} {lane.queries === 1 ? 'query' : 'queries'} · {lane.packets} packets · {text}{' '}
        <b data-tone={tone}>{strong}</b>
      </p>
      {outcome === undefined ? null : (
        <p className={css['outcome']}>
          {outcome.ok ? outcome.addresses.slice(0, 4).join('  ') : outcome.words}
          {outcome.addresses.length > 4 ? ` and ${outcome.addresses.length - 4} more` : ''}
        </p>
      )}
    </>
  );
}
