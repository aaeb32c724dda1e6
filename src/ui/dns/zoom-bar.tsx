/** Buttons for those without a wheel: closer, further, everything, left and right. */
import { Button } from '../components/button.tsx';
import { duration } from '../../viz/dns/index.ts';
import type { AxisControl } from './use-axis.ts';
import css from './zoom-bar.module.css';

export function ZoomBar({ control }: { readonly control: AxisControl }) {
  const { axis, whole, zoom, pan, fit } = control;
  const all = axis === whole;
  return (
    <div className={css['zoom']} role="group" aria-label="Window of time">
      <Button
        look="icon"
        aria-label="Earlier"
        title="Earlier (Shift ←)"
        disabled={axis.from <= 0}
        onClick={() => pan(-0.5)}
      >
        ‹
      </Button>
      <Button look="icon" aria-label="Look closer" title="Look closer (+)" onClick={() => zoom(0.4)}>
        +
      </Button>
      <Button
        look="icon"
        aria-label="Look from further away"
        title="Further away (−)"
        disabled={all}
        onClick={() => zoom(2.5)}
      >
        −
      </Button>
      <Button title="Everything (0)" disabled={all} onClick={fit}>
        Fit
      </Button>
      <Button
        look="icon"
        aria-label="Later"
        title="Later (Shift →)"
        disabled={axis.to >= whole.to}
        onClick={() => pan(0.5)}
      >
        ›
      </Button>
      <span role="status">{all ? '' : `${duration(axis.to - axis.from)} from ${duration(axis.from)} on`}</span>
    </div>
  );
}
