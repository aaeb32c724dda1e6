// The terminals of a machine as tabs: `container`, `host`, and numbers for further ones. Scripts and tasks name them so.
import type { MachineView, TtyView } from '../../lesson/index.ts';

export interface Tab {
  /** `container`, `container-2`, `host`. */
  readonly tab: string;
  readonly id: number;
  readonly label: string;
  readonly where: 'container' | 'host';
  readonly open: boolean;
}

const isHost = (tty: TtyView): boolean => tty.title === 'node';

export function tabsOf(view: MachineView): readonly Tab[] {
  const counts = new Map<string, number>();
  /** How many of these there are by now. */
  const count = (what: string): number => {
    const number = (counts.get(what) ?? 0) + 1;
    counts.set(what, number);
    return number;
  };
  return view.ttys.map((tty) => {
    const where = isHost(tty) ? 'host' : 'container';
    const number = count(where);
    const name = isHost(tty) ? 'host' : tty.title;
    const same = count(`named ${name}`);
    return {
      tab: number === 1 ? where : `${where}-${number}`,
      id: tty.id,
      label: same === 1 ? name : `${name} ${same}`,
      where,
      open: tty.open,
    };
  });
}

/** The tab that a script names, by its place or its label; without a name the first one. */
export function ttyOf(view: MachineView, tab: string | undefined): Tab | undefined {
  const tabs = tabsOf(view);
  return tab === undefined ? tabs[0] : tabs.find((each) => each.tab === tab || each.label === tab);
}
