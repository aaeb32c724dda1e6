// What a lesson consists of: the types that every content/<lesson>/ folder fills in. Data and pure functions only.
import type { MachineEvent, MachineView, TrialReport } from './machine.ts';

/**
 * Ids are storage keys and parts of addresses: lower-case letters, digits and hyphens, never changed once published,
 * unique within their list of the lesson.
 */
export type Id = string;

/** Inline text: `code` between backticks, *emphasis* between asterisks, nothing else. */
export type Inline = string;

// --- lesson.ts: small, because the home page loads it for every lesson --------------------------------------------------

export interface Section {
  /** Also the file name: content/<lesson>/<id>.mdx, and the address /learn/<lesson>/<id>. */
  readonly id: Id;
  readonly title: Inline;
  readonly minutes: number;
  /** One sentence for search and link previews. */
  readonly summary: string;
  /** The machine that is open beside this section. */
  readonly lab: LabSetup;
}

export interface Lesson {
  readonly id: Id;
  readonly title: string;
  /** The question on the lesson's card. */
  readonly question: string;
  /** `false`: shown on the map as coming; its sections are plans. */
  readonly built: boolean;
  /** What the machine was compared with: `Linux 6.18`. */
  readonly checkedAgainst: string;
  readonly sections: readonly Section[];
  readonly quizQuestions: number;
}

/** A machine and how it is set up. `options` are the choosers of the scenario by name: { pid1: 'go', sender: 'host' }. */
export interface LabSetup {
  readonly scenario: string;
  readonly options?: Readonly<Record<string, string>>;
  /** Which picture is open at first: `signals`, `states`, `processes`, `log`, `source`, `editor`, `debug`. */
  readonly view?: string;
}

// --- things that people do at a machine ---------------------------------------------------------------------------------

/**
 * One thing done at the keyboard. `in` names a terminal of the scenario (`container`, `container-2`, `host`, or the label of
 * its tab); without it: the first terminal.
 * Played by tests (solutions, near misses, console blocks) and by "Run it for me".
 */
export type ScriptStep =
  | { readonly type: string; readonly in?: string } // a line and Enter
  | { readonly key: string; readonly in?: string } // `^C`, `^Z`, `^D`, `Tab`, `Up`
  | { readonly open: string; readonly as: string } // another terminal: `container` or `host`, under the tab name `as`
  | { readonly waitMs: number } // virtual time
  | { readonly save: string; readonly text: string } // a file of the container, as the editor saves it
  | { readonly examine: string }; // "Check my program": the text is run under the hidden schedules

export type Script = readonly ScriptStep[];

/** Everything a check may look at. State first: `view` and `steps`; the text on the screen only when text is the subject. */
export interface TaskRun<View = MachineView, Event = MachineEvent> {
  /** The machine now. */
  readonly view: View;
  /** What happened since the task's machine was started (the oldest steps are dropped after very long runs). */
  readonly steps: readonly TraceStep<View, Event>[];
  /** What a terminal has shown so far, escape sequences removed. By tab name. */
  readonly screen: (tab: string) => string;
  /** Lines that were typed, oldest first, with the tab they were typed in. */
  readonly inputs: readonly { readonly in: string; readonly line: string }[];
  /** What the examiner said about a program's text (as a view has it: bytes); undefined: nobody has asked. Costs nothing: an answer is kept. */
  readonly report?: (source: string) => TrialReport | undefined;
}

export interface TraceStep<View = MachineView, Event = MachineEvent> {
  readonly index: number;
  /** Virtual microseconds. */
  readonly at: number;
  readonly event: Event;
  readonly view: View;
}

export interface Verdict {
  readonly done: boolean;
  /** One sentence about what *this* learner did: shown when not done. Leave out when nothing telling happened yet. */
  readonly hint?: Inline;
}

// --- tasks.ts -----------------------------------------------------------------------------------------------------------

export interface Task<View = MachineView, Event = MachineEvent> {
  readonly id: Id;
  readonly section: Id;
  readonly title: Inline;
  /** Defaults to the section's machine. */
  readonly lab?: LabSetup;
  /** Pure. Called often: keep it linear in the number of steps. Must be false for a freshly started machine. */
  readonly check: (run: TaskRun<View, Event>) => Verdict;
  /** Help in steps, each clearer than the one before; shown one by one on demand. */
  readonly hints: readonly Inline[];
  /** One way to reach the goal; played by tests and by "Run it for me". */
  readonly solution: Script;
  /** Likely mistakes: must not tick the task, and must give a hint that contains `hint`. */
  readonly nearMisses: readonly { readonly run: Script; readonly hint: string }[];
}

// --- predictions.ts -----------------------------------------------------------------------------------------------------

export interface Prediction {
  readonly id: Id;
  readonly section: Id;
  readonly question: Inline;
  readonly options: readonly {
    readonly id: Id;
    readonly text: Inline;
    /** Why this is wrong, or what it would take. */ readonly why?: Inline;
  }[];
  readonly answer: Id;
  /** Shown after committing, below the right answer. */
  readonly explain: Inline;
  readonly lab?: LabSetup;
  /** Played by "Run it" after committing. */
  readonly run?: Script;
  /** Proves the answer on the machine: tests play `run` and expect true. */
  readonly proof?: (run: TaskRun) => boolean;
  /** An experiment of the resolvers' playground that settles it, as the query of its address (`v=1&n=web&…`): shown after committing. */
  readonly lookup?: string;
}

// --- quiz.ts ------------------------------------------------------------------------------------------------------------

interface QuestionBase {
  readonly id: Id;
  readonly question: Inline;
  /** Shown after answering, whatever the answer was. */
  readonly explain: Inline;
  /** Section to go back to. */
  readonly section: Id;
  /** A listing shown above the answers. */
  readonly code?: { readonly language: string; readonly text: string };
}

export interface ChoiceOption {
  readonly id: Id;
  readonly text: Inline;
  readonly why?: Inline;
}

export type Question = QuestionBase &
  (
    | { readonly kind: 'one'; readonly options: readonly ChoiceOption[]; readonly answer: Id }
    | { readonly kind: 'many'; readonly options: readonly ChoiceOption[]; readonly answer: readonly Id[] }
    /** `items` in the right order; shown shuffled. */
    | { readonly kind: 'order'; readonly items: readonly { readonly id: Id; readonly text: Inline }[] }
    /** Pairs; the right-hand sides are shown shuffled. Equal right-hand texts are interchangeable. */
    | {
        readonly kind: 'match';
        readonly pairs: readonly { readonly id: Id; readonly left: Inline; readonly right: Inline }[];
      }
    /** A command or a value. `accept`: answers compared after trimming and joining blanks; `pattern`: a regular expression for the whole answer. */
    | {
        readonly kind: 'type';
        readonly accept: readonly string[];
        readonly pattern?: string;
        readonly placeholder?: string;
      }
    /** Which line is at fault? 1-based line numbers of `code`. */
    | {
        readonly kind: 'line';
        readonly code: { readonly language: string; readonly text: string };
        readonly answer: readonly number[];
      }
    /** In which state is each process after this? `answer` maps a label to a state letter (R S D T Z) or `gone`. */
    | { readonly kind: 'state'; readonly answer: Readonly<Record<string, string>>; readonly choices: readonly string[] }
  );

/** What a learner answered; the shape follows the question's kind. */
export type Answer =
  | { readonly kind: 'one'; readonly choice: Id }
  | { readonly kind: 'many'; readonly choices: readonly Id[] }
  | { readonly kind: 'order'; readonly order: readonly Id[] }
  | { readonly kind: 'match'; readonly pairs: Readonly<Record<Id, Id>> }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'state'; readonly states: Readonly<Record<string, string>> };

// --- cards.ts -----------------------------------------------------------------------------------------------------------

export interface Card {
  readonly id: Id;
  readonly level: 'junior' | 'middle' | 'senior';
  readonly topic: string;
  readonly question: Inline;
  /** What a good answer says, in the order in which to say it. */
  readonly answer: Inline;
  /** Points that an interviewer listens for; the learner ticks them. */
  readonly rubric: readonly Inline[];
  readonly wrong?: Inline;
  readonly followUps: readonly { readonly question: Inline; readonly answer: Inline }[];
  /** Numbers in sources.ts. */
  readonly sources: readonly number[];
  /** The experiment that proves it. */
  readonly proof?: { readonly lab: LabSetup; readonly run: Script };
}

// --- sources.ts, glossary -----------------------------------------------------------------------------------------------

export interface Source {
  /** Referred to as <Source n={…} />; numbers are never re-used. */
  readonly n: number;
  readonly title: string;
  readonly url: string;
  /** Which part: a section, a function, a line range. */
  readonly where?: string;
}

export interface GlossaryEntry {
  readonly id: Id;
  readonly term: string;
  readonly also?: readonly string[];
  readonly text: Inline;
  /** `lesson/section` that explains it. */
  readonly see?: string;
}
