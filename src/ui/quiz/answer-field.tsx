/** Where a question is answered: one field per kind of question. */
import { useId } from 'react';
import { shuffled, type Answer, type ChoiceOption, type Question } from '../../lesson/index.ts';
import { Inline } from '../components/inline.tsx';
import css from './answer-field.module.css';

interface Props<K extends Question['kind']> {
  readonly question: Extract<Question, { readonly kind: K }>;
  readonly answer: Extract<Answer, { readonly kind: K }> | undefined;
  readonly judged: boolean;
  readonly onChange: (answer: Answer) => void;
}

function Option(props: {
  readonly option: ChoiceOption;
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly checked: boolean;
  readonly judged: boolean;
  readonly correct: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const { option, type, name, checked, judged, correct, onChange } = props;
  const look = !judged ? '' : correct ? css['correct'] : checked ? css['mistaken'] : '';
  return (
    <label className={`${css['option']} ${look}`}>
      <input
        type={type}
        name={name}
        checked={checked}
        disabled={judged}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        <Inline text={option.text} />
        {judged && checked && !correct && option.why !== undefined ? (
          <small>
            <Inline text={option.why} />
          </small>
        ) : null}
      </span>
    </label>
  );
}

function One({ question, answer, judged, onChange }: Props<'one'>) {
  const name = useId();
  return question.options.map((option) => (
    <Option
      key={option.id}
      option={option}
      type="radio"
      name={name}
      checked={answer?.choice === option.id}
      judged={judged}
      correct={option.id === question.answer}
      onChange={() => onChange({ kind: 'one', choice: option.id })}
    />
  ));
}

function Many({ question, answer, judged, onChange }: Props<'many'>) {
  const name = useId();
  const chosen = answer?.choices ?? [];
  return (
    <>
      <p className={css['help']}>Choose all that are true.</p>
      {question.options.map((option) => (
        <Option
          key={option.id}
          option={option}
          type="checkbox"
          name={name}
          checked={chosen.includes(option.id)}
          judged={judged}
          correct={question.answer.includes(option.id)}
          onChange={(on) =>
            onChange({ kind: 'many', choices: on ? [...chosen, option.id] : chosen.filter((id) => id !== option.id) })
          }
        />
      ))}
    </>
  );
}

function Order({ question, answer, judged, onChange }: Props<'order'>) {
  const order = answer?.order ?? shuffled(question.items, question.id).map((item) => item.id);
  const move = (from: number, to: number): void => {
    const next = [...order];
    const [item] = next.splice(from, 1);
    if (item === undefined || to < 0 || to >= order.length) return;
    next.splice(to, 0, item);
    onChange({ kind: 'order', order: next });
  };
  return (
    <>
      <p className={css['help']}>Bring them into order with the arrows.</p>
      <ol className={css['order']}>
        {order.map((id, i) => {
          const item = question.items.find((each) => each.id === id);
          const right = question.items[i]?.id === id;
          return (
            <li key={id} className={judged ? (right ? css['correct'] : css['mistaken']) : undefined}>
              <span>
                <Inline text={item?.text ?? ''} />
              </span>
              <button type="button" disabled={judged || i === 0} aria-label="Up" onClick={() => move(i, i - 1)}>
                ↑
              </button>
              <button
                type="button"
                disabled={judged || i === order.length - 1}
                aria-label="Down"
                onClick={() => move(i, i + 1)}
              >
                ↓
              </button>
            </li>
          );
        })}
      </ol>
      {answer || judged ? null : (
        <button type="button" className={css['asis']} onClick={() => onChange({ kind: 'order', order })}>
          It is in order as it stands
        </button>
      )}
    </>
  );
}

function Select(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly judged: boolean;
  readonly right: boolean;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (value: string) => void;
}) {
  const { label, value, judged, right, choices, onChange } = props;
  return (
    <label className={`${css['pair']} ${judged ? (right ? css['correct'] : css['mistaken']) : ''}`}>
      <span>
        <Inline text={label} />
      </span>
      <select value={value ?? ''} disabled={judged} onChange={(event) => onChange(event.target.value)}>
        <option value="" disabled>
          Choose…
        </option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </label>
  );
}

const unmarked = (text: string): string => text.replace(/[`*]/g, '');

function Match({ question, answer, judged, onChange }: Props<'match'>) {
  const pairs = answer?.pairs ?? {};
  const rights = new Map(question.pairs.map((pair) => [pair.id, pair.right]));
  // Equal right-hand sides are one choice.
  const choices = shuffled(
    question.pairs.filter((pair, i) => question.pairs.findIndex((other) => other.right === pair.right) === i),
    question.id,
  ).map((pair) => ({ value: pair.id, text: unmarked(pair.right) }));
  return question.pairs.map((pair) => (
    <Select
      key={pair.id}
      label={pair.left}
      value={pairs[pair.id]}
      judged={judged}
      right={rights.get(pairs[pair.id] ?? '') === pair.right}
      choices={choices}
      onChange={(value) => onChange({ kind: 'match', pairs: { ...pairs, [pair.id]: value } })}
    />
  ));
}

function State({ question, answer, judged, onChange }: Props<'state'>) {
  const states = answer?.states ?? {};
  return Object.entries(question.answer).map(([label, right]) => (
    <Select
      key={label}
      label={label}
      value={states[label]}
      judged={judged}
      right={states[label] === right}
      choices={question.choices.map((choice) => ({ value: choice, text: choice }))}
      onChange={(value) => onChange({ kind: 'state', states: { ...states, [label]: value } })}
    />
  ));
}

function Type({ question, answer, judged, onChange }: Props<'type'>) {
  return (
    <input
      className={css['typed']}
      aria-label="Your answer"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      placeholder={question.placeholder ?? 'a command or a value'}
      disabled={judged}
      value={answer?.text ?? ''}
      onChange={(event) => onChange({ kind: 'type', text: event.target.value })}
    />
  );
}

function Line({ question, answer, judged, onChange }: Props<'line'>) {
  const name = useId();
  return (
    <div className={css['lines']}>
      {question.code.text
        .replace(/\n$/, '')
        .split('\n')
        .map((text, i) => {
          const line = i + 1;
          const right = question.answer.includes(line);
          const chosen = answer?.line === line;
          const look = !judged ? '' : right ? css['correct'] : chosen ? css['mistaken'] : '';
          return (
            <label key={line} className={look}>
              <input
                type="radio"
                name={name}
                checked={chosen}
                disabled={judged}
                aria-label={`Line ${line}: ${text}`}
                onChange={() => onChange({ kind: 'line', line })}
              />
              <i>{line}</i>
              <code>{text === '' ? ' ' : text}</code>
            </label>
          );
        })}
    </div>
  );
}

interface FieldProps {
  readonly question: Question;
  readonly answer: Answer | undefined;
  readonly judged: boolean;
  readonly onChange: (answer: Answer) => void;
}

export function AnswerField({ question, answer, judged, onChange }: FieldProps) {
  const rest = { judged, onChange };
  const field = (() => {
    switch (question.kind) {
      case 'one':
        return <One question={question} answer={answer?.kind === 'one' ? answer : undefined} {...rest} />;
      case 'many':
        return <Many question={question} answer={answer?.kind === 'many' ? answer : undefined} {...rest} />;
      case 'order':
        return <Order question={question} answer={answer?.kind === 'order' ? answer : undefined} {...rest} />;
      case 'match':
        return <Match question={question} answer={answer?.kind === 'match' ? answer : undefined} {...rest} />;
      case 'type':
        return <Type question={question} answer={answer?.kind === 'type' ? answer : undefined} {...rest} />;
      case 'line':
        return <Line question={question} answer={answer?.kind === 'line' ? answer : undefined} {...rest} />;
      case 'state':
        return <State question={question} answer={answer?.kind === 'state' ? answer : undefined} {...rest} />;
    }
  })();
  return (
    <fieldset className={css['field']}>
      <legend className="hidden-text">Your answer</legend>
      {field}
    </fieldset>
  );
}
