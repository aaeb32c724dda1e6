// A zombie's three questions, answered from the machine and its trace: who should have collected it, why that has not
// happened, what would make it go.
import { SIGCHLD, has, signalName } from '../../sim/kernel/abi/signals.ts';
import type { Pid } from '../../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';
import { clock, statusWords, who } from '../names.ts';
import type { Facts } from './facts.ts';
import { fromOutside, looksNow, nameOf, zombiesOf, type Case } from './case.ts';
import { waysOut, type Way } from './ways.ts';

export interface ZombieAnswers {
  readonly who: string;
  /** A few words, then the sentence. */
  readonly why: { readonly short: string; readonly words: string };
  /** Figures behind the words. */
  readonly evidence: readonly (readonly [name: string, value: string])[];
  readonly ways: readonly Way[];
  /** It is only the main thread that has ended. */
  readonly alive: boolean;
}

export function zombieAnswers(view: MachineView, facts: Facts, step: number, pid: Pid): ZombieAnswers | undefined {
  const zombie = view.processes.get(pid);
  if (zombie?.state !== 'Z') return undefined;
  const found: Case = { view, facts, step, zombie, parent: view.processes.get(zombie.parent) };
  const alive = zombie.threads > 1;
  return { who: whoShould(found), why: whyNot(found), evidence: evidence(found), ways: waysOut(found), alive };
}

function whoShould(c: Case): string {
  const { view, facts, step, zombie, parent } = c;
  const status = statusWords(zombie.exitStatus ?? 0, signalName);
  const ended = facts.ended(zombie.pid, step);
  const when = ended ? ` at ${clock(ended.at)}` : '';
  if (zombie.threads > 1)
    return `Nobody yet: only its main thread has ended (${status}), ${zombie.threads - 1} more live.`;
  if (!parent) return 'It has no parent: the kernel removes it by itself.';
  const name = nameOf(c);
  const adopted = facts.adopted(zombie.pid, step);
  if (adopted && adopted.to === parent.pid)
    return `${name}. It adopted it at ${clock(adopted.at)}, when ${adopted.fromName} ended: ${adopted.why}. The zombie ended${when} with ${status}.`;
  if (fromOutside(c))
    return `${name}, on the outside: it started it in the container. It ended${when} with ${status}; nobody in the container can wait for it.`;
  const init = view.namespaces.find((ns) => ns.id === parent.ns)?.init === parent.pid;
  return `${name}, its parent${init ? ' and the init of its namespace' : ''}. It ended${when} with ${status}, and that is kept for the parent.`;
}

function whyNot(c: Case): ZombieAnswers['why'] {
  const { view, facts, step, zombie, parent } = c;
  const say = (short: string, words: string) => ({ short, words });
  if (zombie.threads > 1)
    return say(
      'It is not dead',
      'A process ends with its last thread. ps shows Z for the main thread, but the others run on, and a parent that waits keeps waiting.',
    );
  if (!parent) return say('No parent', 'There is nobody whom the kernel could tell.');
  const name = nameOf(c);
  if (zombie.tracer !== 0 && zombie.tracer !== parent.pid)
    return say(
      'Its tracer comes first',
      `${who(view, zombie.tracer)} traces it. The parent is told only when the tracer has waited for it.`,
    );
  if (parent.state === 'T')
    return say(
      'The parent is stopped',
      `${name} is stopped (T). A stopped process runs no code, so it cannot call wait. SIGCHLD changes nothing about that.`,
    );
  if (parent.state === 't')
    return say(
      'The parent is held by its tracer',
      `${name} is stopped for ${parent.tracer === 0 ? 'a tracer' : who(view, parent.tracer)} (t): it runs no code until that lets it go.`,
    );
  if (parent.state === 'D')
    return say(
      'The parent hangs',
      `${name} is in uninterruptible sleep (D): ${parent.doing}. It cannot call wait before that is over.`,
    );
  if (parent.state === 'R')
    return say(
      'The parent is busy',
      `${name} is running right now and has not called wait yet. The next steps tell whether it does.`,
    );
  if (parent.wchan === 'do_wait') {
    const other = /child (\d+)/.exec(parent.doing)?.[1];
    return other === undefined
      ? say('It is about to', `${name} is in wait4 and will be woken for it.`)
      : say(
          'It waits for another child',
          `${name} waits, but only for child ${other}: waitpid(${other}, …) leaves all others where they are.`,
        );
  }
  const collected = facts.collected(parent.pid, step);
  const last = looksNow(c);
  if (last)
    return say(
      'It has not looked since',
      `${name} collects when it looks (${collected.length} so far, the last at ${clock(last.at)}), and this one ended after that. It is ${parent.doing}.`,
    );
  return byDisposition(c, parent, name, collected.length);
}

/** The parent sleeps in some other call: what it has said about SIGCHLD decides whether it hears of its child at all. */
function byDisposition(
  { view, facts, step, zombie }: Case,
  parent: ProcessView,
  name: string,
  collected: number,
): ZombieAnswers['why'] {
  const say = (short: string, words: string) => ({ short, words });
  const adopted = facts.adopted(zombie.pid, step)?.to === parent.pid;
  const init = view.namespaces.some((ns) => ns.init === parent.pid);
  const signals = facts.childSignals(parent.pid, step);
  if (has(parent.blocked, SIGCHLD)) {
    const pending = has(parent.sharedPending, SIGCHLD) || has(parent.pending, SIGCHLD);
    return say(
      'SIGCHLD is blocked',
      `${name} keeps SIGCHLD blocked${pending ? ', and one is pending: however many children end, it stays one' : ''}. It is ${parent.doing}.`,
    );
  }
  if (has(parent.caught, SIGCHLD)) {
    if (signals.merged > 0)
      return say(
        'SIGCHLDs merged',
        `${name} got ${signals.sent} SIGCHLDs, but ${signals.merged} merged with one that was pending: standard signals do not queue. Its handler ran ${times(signals.handled)} and has collected ${collected}. One run may mean many children; waiting once for each run leaves the others.`,
      );
    if (signals.handled > 0)
      return say(
        'Its handler does not take it',
        `The handler of ${name} ran ${times(signals.handled)}; it has collected ${collected} so far, and not this one${adopted ? ', which it did not start' : ''}.`,
      );
    return say(
      'Its handler has not run',
      `${name} has a handler for SIGCHLD that has not run yet. It is ${parent.doing}.`,
    );
  }
  if (has(parent.ignored, SIGCHLD))
    return say(
      'Asked too late',
      `${name} ignores SIGCHLD now, but did not when this child ended: the kernel asks only then.`,
    );
  if (adopted)
    return say(
      init ? 'PID 1 adopted it and does not wait' : 'Its adopter does not wait',
      `${name} did not start it and does not expect it: it is ${parent.doing}, SIGCHLD has the default action (nothing happens), and it has collected ${collected === 0 ? 'nobody' : collected} so far.`,
    );
  return say(
    collected === 0 ? 'The parent never waits' : 'The parent does not wait now',
    `${name} is ${parent.doing}. It has no handler for SIGCHLD (default: nothing happens) and has collected ${collected === 0 ? 'nobody' : `${collected}, this one not`} so far.`,
  );
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

function disposition(parent: ProcessView): string {
  const parts = [
    has(parent.ignored, SIGCHLD) ? 'ignored' : has(parent.caught, SIGCHLD) ? 'a handler' : 'default: nothing happens',
    ...(has(parent.blocked, SIGCHLD) ? ['blocked'] : []),
    ...(has(parent.sharedPending, SIGCHLD) ? ['one pending'] : []),
  ];
  return parts.join(', ');
}

function evidence({ view, facts, step, parent }: Case): ZombieAnswers['evidence'] {
  if (!parent) return [];
  const signals = facts.childSignals(parent.pid, step);
  const where = parent.state === 'S' && parent.wchan !== '' ? ` in ${parent.wchan}` : '';
  const merged = signals.merged > 0 ? `, ${signals.merged} merged` : '';
  return [
    ['parent', `${parent.state}${where}`],
    ['SIGCHLD', disposition(parent)],
    ['sent', `${signals.sent}${merged}`],
    ...(has(parent.caught, SIGCHLD) ? [['handler ran', times(signals.handled)] as const] : []),
    ['collected', String(facts.collected(parent.pid, step).length)],
    ['left', String(zombiesOf(view, parent.pid))],
  ];
}
