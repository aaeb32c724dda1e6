/** A small timeline in the prose: the lookups of one link of the playground, or of a few properties. */
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { CLUSTER_FIRST, INITIAL, resolverOf, type Playground, type ServerSetup } from '../../sim/dns/index.ts';
import { FIRST_LOOK, type Look } from '../../viz/dns/index.ts';
import { experimentOf, ownZone } from './experiment.ts';
import { LaneStage } from './lane-stage.tsx';
import { addressOf, heldOf, type Held } from './playground-store.ts';
import { longestOf, useAxis } from './use-axis.ts';
import { Why } from './why.tsx';
import css from './lookups.module.css';

/** As content/README.md lists them. */
export interface LookupsProps {
  /** The query of /lab/dns; instead of the others. */
  readonly link?: string;
  readonly clients?: string;
  readonly name?: string;
  readonly family?: string;
  readonly ndots?: string;
  readonly options?: string;
  readonly servers?: string;
  readonly fault?: string;
  readonly delay?: string;
  readonly zone?: string;
  readonly scale?: string;
  readonly caption?: string;
}

const MOST_SERVERS = 3;

function stateOf(props: LookupsProps): Playground {
  const words = (text = ''): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== '');
  const faults = words(props.fault);
  const count = Math.min(MOST_SERVERS, Math.max(1, Number(props.servers ?? 0) || 0, faults.length));
  const addresses = Array.from({ length: count }, (_, i) => `10.96.0.${10 + i}`);
  const clients = words(props.clients).filter((id) => resolverOf(id) !== undefined);
  return {
    ...INITIAL,
    ...(clients.length === 0 ? {} : { clients }),
    name: props.name ?? INITIAL.name,
    family: props.family === 'inet' || props.family === 'inet6' ? props.family : 'unspec',
    resolvConf: CLUSTER_FIRST.replace(
      'nameserver 10.96.0.10\n',
      addresses.map((each) => `nameserver ${each}\n`).join(''),
    ).replace('ndots:5', [`ndots:${props.ndots ?? '5'}`, ...words(props.options)].join(' ')),
    servers: addresses.map((address, i): ServerSetup => ({
      address,
      fault: faults[i] ?? 'ok',
      delayMs: Number(words(props.delay)[i] ?? 0) || 0,
    })),
    zone: props.zone ?? '',
  };
}

function heldFor(props: LookupsProps): Held {
  if (props.link !== undefined) return heldOf(props.link.replace(/^\?/, ''));
  const scale = props.scale === 'log' ? 'log' : 'linear';
  return { a: stateOf(props), b: undefined, look: { ...FIRST_LOOK, scale } };
}

export default function LookupsView(props: LookupsProps) {
  const key = JSON.stringify(props);
  const held = useMemo(() => heldFor(JSON.parse(key) as LookupsProps), [key]);
  const [look, setLook] = useState<Look>({ ...held.look, window: undefined });
  const { a, b } = useMemo(() => {
    const of = (state: Playground) => experimentOf(state, ownZone(state.zone)).timeline;
    return { a: of(held.a), b: held.b && of(held.b) };
  }, [held]);
  const control = useAxis(longestOf(b ? [a, b] : [a]), look, (part) => setLook((now) => ({ ...now, ...part })));
  const { chosen } = look;
  const lane = (chosen?.side === 'b' ? b : a)?.lanes.find((each) => each.id === chosen?.lane);
  const wanted = held.a.name === '' ? 'an empty name' : held.a.name;
  return (
    <figure className={css['lookups']} aria-label={props.caption ?? `Lookups of ${wanted}`}>
      <LaneStage
        a={a}
        b={b}
        control={control}
        chosen={chosen}
        inline
        compact
        onChoose={(id, query, side) => setLook((now) => ({ ...now, chosen: { lane: id, query, side } }))}
      />
      {chosen ? <Why lane={lane} query={chosen.query} inline /> : null}
      <figcaption>
        <span>{props.caption ?? 'Choose a query to see why it was sent.'}</span>
        <Link to={`/lab/dns?${addressOf({ ...held, look: { ...look, window: undefined } })}`}>
          Open in the playground
        </Link>
      </figcaption>
    </figure>
  );
}
