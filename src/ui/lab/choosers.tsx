/** What a scenario lets choose: few values side by side, many in a list. Choosing starts a fresh machine. */
import type { Choice, LabScenario, LabSetup } from '../../lesson/index.ts';
import { Segmented } from '../components/segmented.tsx';
import css from './choosers.module.css';

/** More than this do not fit beside each other in the lab's bar: values, and letters of all their labels. */
const SIDE_BY_SIDE = 4;
const LETTERS = 28;

const fitsInARow = ({ values }: Choice): boolean =>
  values.length <= SIDE_BY_SIDE && values.reduce((sum, { label }) => sum + label.length, 0) <= LETTERS;

interface Props {
  readonly scenario: LabScenario;
  readonly setup: LabSetup;
  readonly onChange: (setup: LabSetup) => void;
}

export function Choosers({ scenario, setup, onChange }: Props) {
  return scenario.choices.map((choice) => {
    const value = setup.options?.[choice.name] ?? choice.initial;
    const change = (to: string): void => onChange({ ...setup, options: { ...setup.options, [choice.name]: to } });
    const about = choice.values.find((each) => each.value === value)?.about;
    return fitsInARow(choice) ? (
      <span key={choice.name} className={css['choice']}>
        <span className={css['label']}>{choice.label}:</span>
        <Segmented
          label={choice.label}
          value={value}
          options={choice.values.map((each) => ({ value: each.value, label: each.label, title: each.about }))}
          onChange={change}
        />
      </span>
    ) : (
      <label key={choice.name} className={css['choice']} title={about}>
        <span className={css['label']}>{choice.label}:</span>
        <select value={value} onChange={(event) => change(event.target.value)}>
          {choice.values.map((each) => (
            <option key={each.value} value={each.value} title={each.about}>
              {each.label}
            </option>
          ))}
        </select>
      </label>
    );
  });
}
