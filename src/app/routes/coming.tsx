/** A part of the course that is planned and not built. */
import { useLocation } from 'react-router';
import { plain } from '../../lesson/index.ts';
import { LinkButton } from '../../ui/components/button.tsx';
import { Frame } from '../frame.tsx';

interface Props {
  readonly title: string;
  readonly text: string;
}

export function Coming({ title, text }: Props) {
  return (
    <>
      <h1>{title}</h1>
      <p>{plain(text)}</p>
      <p>
        This part is planned and not built yet. It is listed so that you know what is coming; there is nothing to see
        here today.
      </p>
      <p>
        <LinkButton to="/">Back to the course map</LinkButton>
      </p>
    </>
  );
}

const PLANNED: Readonly<Record<string, Props>> = {
  review: { title: 'Review', text: 'Interview cards that come back on the day you would forget them.' },
  interview: { title: 'Interview', text: 'Timed mock interviews with follow-up questions and a rubric.' },
  train: { title: 'Train a team', text: 'Presenter view, agenda, and one machine for the whole room by link.' },
};

export default function ComingPage() {
  const name = useLocation()
    .pathname.replace(/^.*\/(?=[^/]+\/?$)/, '')
    .replace(/\/$/, '');
  return (
    <Frame>
      <Coming {...(PLANNED[name] ?? { title: 'Coming', text: '' })} />
    </Frame>
  );
}
