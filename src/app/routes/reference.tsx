/** The C of the machines: what of the language and of its library is there, made from the compiler's own table. */
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { SUPPORT } from 'virtual:c';
import {
  has,
  KERNEL_COREDUMP,
  KERNEL_IGNORE,
  KERNEL_STOP,
  SIGCONT,
  signalDescription,
  signalName,
} from '../../lesson/index.ts';
import type { SupportEntry } from '../../sim/cc/index.ts';
import { E } from '../../sim/kernel/abi/errno.ts';
import { Inline } from '../../ui/components/inline.tsx';
import { Frame } from '../frame.tsx';
import css from './reference.module.css';

type Kind = SupportEntry['kind'];

const LEVELS: Readonly<Record<SupportEntry['support'], string>> = { full: 'whole', partial: 'in part', none: 'no' };

/** The parts of the language in the order in which one meets them. */
const PARTS: readonly (readonly [kind: Kind, id: string, title: string])[] = [
  ['statement', 'statements', 'Statements'],
  ['type', 'types', 'Types'],
  ['operator', 'operators', 'Operators'],
  ['preprocessor', 'preprocessor', 'Preprocessor'],
];

const NUMBERS = Array.from({ length: 31 }, (_, i) => i + 1);

function defaultAction(sig: number): string {
  if (has(KERNEL_IGNORE, sig)) return sig === SIGCONT ? 'continues a stopped process' : 'nothing';
  if (has(KERNEL_STOP, sig)) return 'stops the process';
  return has(KERNEL_COREDUMP, sig) ? 'ends the process, with a core dump' : 'ends the process';
}

const of = (kind: Kind): readonly SupportEntry[] => SUPPORT.filter((entry) => entry.kind === kind);

function Table({ label, head, children }: { label: string; head: readonly string[]; children: ReactNode }) {
  return (
    <div className={css['scroll']} role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

const Level = ({ support }: { readonly support: SupportEntry['support'] }) => (
  <td className={css[support]}>{LEVELS[support]}</td>
);

function Part({ id, title, entries }: { id: string; title: string; entries: readonly SupportEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <>
      <h2 id={id}>{title}</h2>
      <Table label={title} head={['What', 'There', 'Note']}>
        {entries.map(({ name, support, note }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <Level support={support} />
            <td>
              <Inline text={note} />
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

const plainName = (header: string): string => header.replace(/[<>]/g, '');
const declaredIn = (name: string): readonly SupportEntry[] =>
  SUPPORT.filter(({ header }) => header !== undefined && plainName(header) === name);

function Header({ entry }: { readonly entry: SupportEntry }) {
  const name = plainName(entry.name);
  const mine = declaredIn(name);
  const functions = mine.filter(({ kind }) => kind === 'function');
  const macros = mine.filter(({ kind }) => kind !== 'function');
  return (
    <section id={`header-${name.replace(/[/.]/g, '-')}`}>
      <h3>
        <code>&lt;{name}&gt;</code>
      </h3>
      {functions.length === 0 ? null : (
        <dl className={css['functions']}>
          {functions.map((fn) => (
            <div key={fn.name} id={`fn-${fn.name}`}>
              <dt>
                <code>{fn.synopsis ?? fn.name}</code>
                {fn.support === 'full' ? null : <span className={css[fn.support]}>{LEVELS[fn.support]}</span>}
              </dt>
              {fn.note === '' ? null : (
                <dd>
                  <Inline text={fn.note} />
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
      {macros.length === 0 ? null : (
        <dl className={css['macros']}>
          {macros.map((macro) => (
            <div key={macro.name}>
              <dt>
                <code>{macro.name}</code>
              </dt>
              <dd>
                <Inline text={macro.note} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

export default function Reference() {
  const headers = of('header');
  const missing = SUPPORT.filter(({ support }) => support !== 'full');
  return (
    <Frame>
      <h1>The C of the machines</h1>
      <p>
        The demo programs of this course, and the PID 1 that you write yourself in{' '}
        <Link to="/learn/zombies/your-own-reaper">Write your own reaper</Link>, are C. <code>cc</code> in the container
        compiles it, with the messages of gcc; what comes out runs on the simulated kernel, one statement after the
        other, so that it can be stopped, looked into and taken back. It is a part of C, enough for programs that deal
        with processes and signals. This page is made from the compiler’s own table.
      </p>
      <nav aria-label="On this page" className={css['contents']}>
        {PARTS.filter(([kind]) => of(kind).length > 0).map(([, id, title]) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
        <a href="#library">Library</a>
        <a href="#signals">Signals</a>
        <a href="#errno">errno</a>
        <a href="#limits">Limits</a>
        <a href="#differences">Differences</a>
      </nav>
      {PARTS.map(([kind, id, title]) => (
        <Part key={kind} id={id} title={title} entries={of(kind)} />
      ))}
      <h2 id="library">Library, by header</h2>
      {headers
        .filter(({ name }) => declaredIn(plainName(name)).length > 0)
        .map((entry) => (
          <Header key={entry.name} entry={entry} />
        ))}
      <p>
        All headers:{' '}
        {headers.map(({ name }, i) => (
          <Fragment key={name}>
            {i === 0 ? '' : ', '}
            <code>&lt;{plainName(name)}&gt;</code>
          </Fragment>
        ))}
        .
      </p>
      <h2 id="signals">Signals</h2>
      <p>
        <code>SIGRTMIN</code> is 34 and <code>SIGRTMAX</code> 64, as with glibc. For PID 1 of a container the default
        actions do not happen; that is what lesson 1 is about.
      </p>
      <Table label="Signals" head={['Name', 'Number', 'What strsignal says', 'Default action']}>
        {NUMBERS.map((sig) => (
          <tr key={sig}>
            <th scope="row">
              <code>SIG{signalName(sig)}</code>
            </th>
            <td>{sig}</td>
            <td>{signalDescription(sig)}</td>
            <td>{defaultAction(sig)}</td>
          </tr>
        ))}
      </Table>
      <h2 id="errno">errno</h2>
      <p>
        What <code>errno</code> can be after a call that returned -1, and what <code>strerror</code> and{' '}
        <code>perror</code> say.
      </p>
      <Table label="errno" head={['Name', 'Number', 'What strerror says']}>
        {Object.values(E).map(({ name, code, text }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{code}</td>
            <td>{text}</td>
          </tr>
        ))}
      </Table>
      <h2 id="limits">Limits</h2>
      <ul>
        <li>
          Each statement is a step of the time line, as long as a program does not run too many at once: in a burst the
          first hundreds are shown, then some are left out, and the time line says so. The program does not notice.
        </li>
        <li>
          A loop that makes no call uses processor time like any other; the machine stays usable, and Ctrl C or{' '}
          <code>docker kill</code> ends it.
        </li>
        <li>A program’s text may have up to 20,000 characters in the editor: it travels in share links.</li>
      </ul>
      <h2 id="differences">What differs from real C</h2>
      {missing.length === 0 ? (
        <p>Nothing that the table above names.</p>
      ) : (
        <ul>
          {missing.map(({ kind, name, support, note }) => (
            <li key={`${kind} ${name}`}>
              <code>{name}</code>
              {support === 'none' ? ' is not there. ' : ': '}
              <Inline text={note} />
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}
