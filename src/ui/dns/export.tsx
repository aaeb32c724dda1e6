/** What one takes along: the link, the picture, the table. */
import { useEffect, useRef, useState } from 'react';
import { copyText, saveFile } from '../../adapters/index.ts';
import { faultOf, resolverOf } from '../../sim/dns/index.ts';
import {
  csvOf,
  duration,
  markdownOf,
  PALETTE_NAMES,
  tableOf,
  timelineSvg,
  type Axis,
  type Palette,
  type TableRow,
} from '../../viz/dns/index.ts';
import { Button } from '../components/button.tsx';
import css from './export.module.css';
import type { Side } from './use-playground.ts';
import { verdictOf } from './verdict.tsx';

interface Props {
  readonly a: Side;
  readonly b: Side | undefined;
  readonly axis: Axis;
}

/** For screens with fine dots. */
const PNG_SCALE = 2;

function paletteNow(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    PALETTE_NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]),
  ) as unknown as Palette;
}

const setupLines = (side: Side, mark: string): readonly string[] => [
  `${mark}${side.state.resolvConf.trim().split('\n').join(' · ')}`,
  ...(side.setup.servers.length === 0
    ? []
    : [
        `${mark}${side.setup.servers
          .map(({ address, fault, delayMs }) => {
            const { label, knob } = faultOf(fault);
            return `${address} ${label}${knob ? ` (${duration(delayMs * 1000)})` : ''}`;
          })
          .join(' · ')}`,
      ]),
];

function picture({ a, b, axis }: Props): ReturnType<typeof timelineSvg> {
  const lanes = a.timeline.lanes.flatMap((lane) => {
    const other = b?.timeline.lanes.find((each) => each.id === lane.id);
    const of = (each: typeof lane, mark: string) => {
      const { text, strong } = verdictOf(each);
      return {
        lane: each,
        title: `${mark}${resolverOf(each.id)?.label ?? each.id}`,
        sum: `${each.queries} queries · ${each.packets} packets · ${text} ${strong}`,
      };
    };
    return other ? [of(lane, 'A · '), of(other, 'B · ')] : [of(lane, '')];
  });
  const setup = b ? [...setupLines(a, 'A: '), ...setupLines(b, 'B: ')] : setupLines(a, '');
  return timelineSvg(lanes, axis, `Looking up ${a.state.name}`, setup, paletteNow());
}

function savePng(svg: ReturnType<typeof timelineSvg>): Promise<boolean> {
  return new Promise((done) => {
    const image = new Image();
    image.onerror = () => done(false);
    image.onload = () => {
      const canvas = document.createElement('canvas');
      canvas.width = svg.width * PNG_SCALE;
      canvas.height = svg.height * PNG_SCALE;
      const context = canvas.getContext('2d');
      if (!context) return done(false);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        if (blob) saveFile('lookups.png', blob, 'image/png');
        done(blob !== null);
      }, 'image/png');
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.text)}`;
  });
}

export function rowsOf(a: Props['a']['timeline'], b: Props['a']['timeline'] | undefined): readonly TableRow[] {
  const label = (mark: string) => (lane: string) => `${mark}${resolverOf(lane)?.label ?? lane}`;
  return b ? [...tableOf(a, label('A ')), ...tableOf(b, label('B '))] : tableOf(a, label(''));
}

export function Export(props: Props) {
  const { a, b } = props;
  const [said, setSaid] = useState('');
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const shut = (event: Event): void => {
      const inside = event.target instanceof Node && menu.current?.contains(event.target);
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !inside) setOpen(false);
    };
    document.addEventListener('pointerdown', shut);
    document.addEventListener('keydown', shut);
    return () => {
      document.removeEventListener('pointerdown', shut);
      document.removeEventListener('keydown', shut);
    };
  }, []);
  const tell = (words: string): void => {
    setSaid(words);
    setOpen(false);
  };
  const share = async (): Promise<void> =>
    tell((await copyText(location.href)) ? 'The link is copied.' : 'Copy the address of this page: it is the link.');
  const png = async (): Promise<void> =>
    tell((await savePng(picture(props))) ? '' : 'This browser cannot make a PNG of it: take the SVG.');
  const markdown = async (): Promise<void> => {
    const text = markdownOf(rowsOf(a.timeline, b?.timeline));
    if (await copyText(text)) return tell('The table is copied as Markdown.');
    saveFile('lookups.md', text, 'text/markdown');
    return tell('');
  };
  const items: readonly (readonly [label: string, act: () => void])[] = [
    ['Picture as SVG', () => (saveFile('lookups.svg', picture(props).text, 'image/svg+xml'), tell(''))],
    ['Picture as PNG', () => void png()],
    ['Table as Markdown', () => void markdown()],
    ['Table as CSV', () => (saveFile('lookups.csv', csvOf(rowsOf(a.timeline, b?.timeline)), 'text/csv'), tell(''))],
  ];
  return (
    <div className={css['export']}>
      <span role="status">{said}</span>
      <details ref={menu} className={css['menu']} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Take along</summary>
        <div>
          {items.map(([label, act]) => (
            <Button key={label} look="quiet" onClick={act}>
              {label}
            </Button>
          ))}
        </div>
      </details>
      <Button onClick={() => void share()}>Copy link</Button>
    </div>
  );
}
