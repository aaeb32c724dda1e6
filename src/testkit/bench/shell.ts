// The shell's speed beside npm just-bash, in one process and on the same scripts, because machines differ more than shells do.
import { oneContainer } from '../../sim/lab/index.ts';
import { HeadlessTerminal } from '../lab/terminal.ts';
import type { Figure } from './figure.ts';
import { justBash } from './peer.ts';

const RUNS = 7;

/** Name, script, and whether the goal of being at least as fast is set for it. */
const SCRIPTS: readonly (readonly [string, string, boolean])[] = [
  ['arithmetic loop', 'for i in {1..10000}; do x=$((x+i)); done; echo $x', true],
  [
    'strings and tests',
    'for i in {1..3000}; do s=item-$i; if [[ $s == *-7* ]]; then t=${s#item-}; fi; done; echo $t',
    false,
  ],
  ['functions', 'f() { local a=$1; r=$((a*2)); }; for i in {1..3000}; do f $i; done; echo $r', false],
  ['while and [', 'i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done; echo $i', false],
];

const ours = (): HeadlessTerminal => new HeadlessTerminal(oneContainer(['sleep', 'infinity'], {}, [{ kind: 'exec' }]));

export async function shellFigures(): Promise<Figure[]> {
  const peer = await justBash();
  const out: Figure[] = [];
  for (const [name, script, isGoal] of SCRIPTS) {
    let mine = Infinity;
    let theirs = Infinity;
    let said = '';
    for (let run = 0; run < RUNS; run += 1) {
      const terminal = ours();
      let start = performance.now();
      said = terminal.command(script).output;
      mine = Math.min(mine, performance.now() - start);
      if (!peer) continue;
      const bash = new peer.Bash();
      start = performance.now();
      const { stdout } = await bash.exec(script);
      theirs = Math.min(theirs, performance.now() - start);
      if (stdout !== said) throw new Error(`${name}: ${JSON.stringify(said)} here, ${JSON.stringify(stdout)} there`);
    }
    out.push({ name: `${name}, typed at the lab's bash`, value: mine, unit: 'ms' });
    if (peer)
      out.push({
        name: `${name}: time / time of just-bash`,
        value: mine / theirs,
        unit: 'ratio',
        ...(isGoal ? { goal: { at: 'most', value: 1 } } : {}),
      });
  }
  return out;
}
