// Console blocks of the prose: found, taken apart, and compared with what a machine prints.
import { normalize } from '../truth/linux/normalize.ts';

export interface ConsoleCommand {
  /** `host` or undefined for the container. */
  readonly tab: string | undefined;
  readonly line: string;
  /** What the prose shows below it. `…` alone: any lines; inside a line: any text. */
  readonly shown: string;
}

export interface ConsoleBlock {
  /** Attributes of the <Console> around it. */
  readonly scenario: string | undefined;
  readonly options: Readonly<Record<string, string>>;
  readonly commands: readonly ConsoleCommand[];
}

const TAGS = /<Console\b([^>]*)>([^]*?)<\/Console>/g;
const FENCES = /^[ \t]*```console[^\n]*\n([^]*?)^[ \t]*```/gm;
const PROMPT = /^\S+@([^:\s]+):\S*[#$] (.*)$/;

const attribute = (text: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1];

function optionsOf(text: string | undefined): Readonly<Record<string, string>> {
  const pairs = (text ?? '').split(/\s+/).filter((word) => word.includes('='));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

function commandsOf(block: string): readonly ConsoleCommand[] {
  const commands: { tab: string | undefined; line: string; shown: string[] }[] = [];
  for (const line of block.replace(/\n$/, '').split('\n')) {
    const [, machine, typed] = PROMPT.exec(line) ?? [];
    if (machine === undefined) commands.at(-1)?.shown.push(line);
    else commands.push({ tab: machine.startsWith('host') ? 'host' : undefined, line: typed ?? '', shown: [] });
  }
  return commands.map(({ tab, line, shown }) => ({ tab, line, shown: shown.join('\n') }));
}

/** Every `console` fence; those outside of a <Console> are run on the section's machine as well. */
export function consoleBlocks(mdx: string): readonly ConsoleBlock[] {
  const tagged: ConsoleBlock[] = [];
  const rest = mdx.replace(TAGS, (_all, attributes: string, inside: string) => {
    for (const [, block = ''] of inside.matchAll(FENCES)) {
      tagged.push({
        scenario: attribute(attributes, 'scenario'),
        options: optionsOf(attribute(attributes, 'options')),
        commands: commandsOf(block),
      });
    }
    return '';
  });
  const plain = [...rest.matchAll(FENCES)].map(([, block = '']) => ({
    scenario: undefined,
    options: {},
    commands: commandsOf(block),
  }));
  return [...tagged, ...plain];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Both sides go through the masks of the recordings: times, terminals and sizes do not matter. */
export function consoleMatches(shown: string, printed: string): boolean {
  const pattern = normalize(shown, undefined)
    .split('\n')
    .map((line) => (line.trim() === '…' ? '[^]*?' : line.split('…').map(escaped).join('[^\\n]*')))
    .join('\n');
  return new RegExp(`^${pattern}$`).test(normalize(printed, undefined));
}
