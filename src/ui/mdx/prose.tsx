/** The tags of the prose that need no machine. */
import { isValidElement, type ComponentProps, type ReactNode } from 'react';
import { Link } from 'react-router';
import { GATE_ORDER, GATE_TITLES } from '../../lesson/index.ts';
import { Block } from '../learn/block.tsx';
import { useLesson } from '../learn/lesson-context.ts';
import css from './prose.module.css';

interface Children {
  readonly children?: ReactNode;
}

/** The page's heading, and below it where in the lesson this is. */
export function Heading({ children, ...rest }: ComponentProps<'h1'>) {
  const { lesson, section } = useLesson();
  const number = lesson.sections.indexOf(section) + 1;
  return (
    <>
      <h1 {...rest}>{children}</h1>
      <p className={css['meta']}>
        Section {number} of {lesson.sections.length} · about {section.minutes} minutes · checked against{' '}
        {lesson.checkedAgainst}
      </p>
    </>
  );
}

export function Lead({ children }: Children) {
  return <div className={css['lead']}>{children}</div>;
}

export function Note({ title, children }: Children & { readonly title?: string }) {
  return (
    <aside role="note" className={css['note']}>
      {title === undefined ? null : <b>{title}</b>}
      <div>{children}</div>
    </aside>
  );
}

export function HalfTrue({ claim, children }: Children & { readonly claim: string }) {
  return (
    <Block tag="Half true" tone="warn" title={<>“{claim}”</>}>
      {children}
    </Block>
  );
}

export function Figure({ caption, children }: Children & { readonly caption: string }) {
  return (
    <figure className={css['figure']}>
      <div>{children}</div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

export function SourceMark({ n, children }: Children & { readonly n: number }) {
  const { sources } = useLesson();
  const source = sources.find((each) => each.n === Number(n));
  const title = source ? `${source.title}${source.where === undefined ? '' : `, ${source.where}`}` : '';
  return (
    <a className={css['source']} href={`#source-${n}`} title={title} aria-label={`Source ${n}: ${title}`}>
      {children}
      <sup>[{n}]</sup>
    </a>
  );
}

export function Term({ id, children }: Children & { readonly id: string }) {
  return (
    <Link className={css['term']} to={`/glossary#${id}`}>
      {children ?? id.replaceAll('-', ' ')}
    </Link>
  );
}

export function Keys({ children }: Children) {
  return <kbd>{children}</kbd>;
}

/** The words in it, for a name. */
function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node).trim();
  if (Array.isArray(node)) return node.map(textOf).filter(Boolean).join(' ');
  return isValidElement<Children>(node) ? textOf(node.props.children) : '';
}

/** Wide tables scroll by themselves, not the page. Each is called by its head, so that several can be told apart. */
export function Table(props: ComponentProps<'table'>) {
  const parts: readonly ReactNode[] = [props.children].flat();
  const head = parts.find((part) => isValidElement(part));
  return (
    <div className={css['table']} role="region" aria-label={`Table: ${textOf(head)}`} tabIndex={0}>
      <table {...props} />
    </div>
  );
}

/** The kernel's gates, drawn; with the one that stops the signal marked. */
export function Gates({ stop, reason }: { readonly stop?: string; readonly reason?: string }) {
  const stopAt = GATE_ORDER.findIndex((id) => id === stop);
  return (
    <ol className={css['gates']} aria-label="The gates of the kernel">
      {GATE_ORDER.map((id, i) => {
        const never = stopAt >= 0 && i > stopAt;
        return (
          <li key={id} className={i === stopAt ? css['stop'] : never ? css['never'] : undefined}>
            <span>{i + 1}</span>
            <b>{GATE_TITLES[id]}</b>
            {i === stopAt ? <small>{reason ?? 'stops here'}</small> : null}
            {never ? <span className="hidden-text">never reached</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
