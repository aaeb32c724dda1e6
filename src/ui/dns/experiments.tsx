/** The article's experiments: each is one click, and a link. */
import { EXPERIMENTS, type ExperimentPreset } from '../../sim/dns/index.ts';
import { FIRST_LOOK } from '../../viz/dns/index.ts';
import { addressOf, type Held } from './playground-store.ts';
import css from './experiments.module.css';

interface Props {
  readonly held: Held;
  readonly onOpen: (next: Held) => void;
}

const heldFor = ({ a, b }: ExperimentPreset): Held => ({ a, b, look: FIRST_LOOK });

const LINKS = EXPERIMENTS.map((preset) => ({ preset, next: heldFor(preset), link: addressOf(heldFor(preset)) }));

export function Experiments({ held, onOpen }: Props) {
  const here = addressOf({ ...held, look: FIRST_LOOK });
  const now = LINKS.find(({ link }) => link === here)?.preset;
  return (
    <nav className={css['experiments']} aria-label="Experiments">
      <div className={css['list']}>
        {LINKS.map(({ preset, next, link }) => (
          <a
            key={preset.id}
            href={`?${link}`}
            title={preset.about}
            aria-current={preset === now ? 'true' : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              onOpen(next);
            }}
          >
            {preset.label}
          </a>
        ))}
      </div>
      {now ? <p role="status">{now.about}</p> : null}
    </nav>
  );
}
