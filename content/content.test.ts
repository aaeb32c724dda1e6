// Every lesson keeps its promises: what its prose shows is what the machine prints, each task can be solved, likely mistakes
// get their hint, a fresh machine passes nothing, and predictions come true.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  decided,
  type Card,
  type LabScenario,
  type LabSetup,
  type Lesson,
  type Prediction,
  type Question,
  type Source,
  type Task,
} from '../src/lesson/index.ts';
import { BASE_SCENARIOS, type LabInit } from '../src/sim/lab/index.ts';
import { consoleBlocks, consoleMatches } from '../src/testkit/content/console.ts';
import { Player } from '../src/testkit/content/player.ts';
import example from './_example/lesson.ts';
import course from './course.ts';
import glossary from './glossary/index.ts';
import scenarios from './scenarios.ts';

interface Parts {
  readonly tasks: readonly Task[];
  readonly predictions: readonly Prediction[];
  readonly quiz: readonly Question[];
  readonly cards: readonly Card[];
  readonly sources: readonly Source[];
}

const HERE = import.meta.dirname;
const lessons: readonly (Lesson & { readonly folder: string })[] = [
  ...course.filter((lesson) => lesson.built).map((lesson) => ({ ...lesson, folder: lesson.id })),
  { ...example, folder: '_example' },
];

async function partsOf(folder: string): Promise<Parts> {
  const load = async <T>(name: string): Promise<readonly T[]> =>
    ((await import(/* @vite-ignore */ `./${folder}/${name}.ts`)) as { default: readonly T[] }).default;
  return {
    tasks: await load('tasks'),
    predictions: await load('predictions'),
    quiz: await load('quiz'),
    cards: await load('cards'),
    sources: await load('sources'),
  };
}

function initOf(setup: LabSetup): LabInit {
  const scenario: LabScenario | undefined = scenarios.find((each) => each.id === setup.scenario);
  const base = BASE_SCENARIOS.find((each) => each.id === setup.scenario);
  if (!scenario && !base) throw new Error(`there is no scenario ${setup.scenario}`);
  return scenario ? scenario.init(decided(scenario, setup.options)) : (base as { init: LabInit }).init;
}

const proseOf = (folder: string, section: string): string => readFileSync(join(HERE, folder, `${section}.mdx`), 'utf8');

const labOf = (lesson: Lesson, part: { readonly section: string; readonly lab?: LabSetup }): LabSetup => {
  const section = lesson.sections.find(({ id }) => id === part.section);
  if (!section) throw new Error(`there is no section ${part.section}`);
  return part.lab ?? section.lab;
};

test('there is a lesson to test', () => {
  expect(lessons.length).toBeGreaterThan(1);
});

for (const lesson of lessons) {
  const parts = await partsOf(lesson.folder);
  const { tasks, predictions, quiz, cards, sources } = parts;

  describe(`${lesson.folder}: parts`, () => {
    test('every part names a section of the lesson, and options that the machine has', () => {
      for (const part of [...tasks, ...predictions]) {
        const setup = labOf(lesson, part);
        const known = scenarios.find((each) => each.id === setup.scenario);
        if (known) expect(decided(known, setup.options), part.id).toMatchObject(setup.options ?? {});
      }
      for (const question of quiz) expect(lesson.sections.map(({ id }) => id)).toContain(question.section);
    });

    test('ids are used once', () => {
      for (const list of [tasks, predictions, quiz, cards]) {
        const ids = list.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }
    });

    test('prose names only tasks, predictions, sources and words that exist, and leaves no task out', () => {
      const text = lesson.sections.map(({ id }) => proseOf(lesson.folder, id)).join('\n');
      const named = [...text.matchAll(/<Tasks\b[^>]*\bids="([^"]+)"/g)].flatMap(([, ids = '']) => ids.split(/\s+/));
      expect([...named].sort()).toEqual(tasks.map(({ id }) => id).sort());
      const guesses = [...text.matchAll(/<Predict\b[^>]*\bid="([^"]+)"/g)].map(([, id]) => id ?? '');
      expect([...guesses].sort()).toEqual(predictions.map(({ id }) => id).sort());
      for (const [, n] of text.matchAll(/<Source\b[^>]*\bn=\{(\d+)\}/g))
        expect(sources.map((each) => each.n)).toContain(Number(n));
      for (const [, id] of text.matchAll(/<Term\b[^>]*\bid="([^"]+)"/g))
        expect(glossary.map((each) => each.id)).toContain(id);
    });

    test("a section's page loads its own part of the lesson, and everything that its prose refers to is in it", async () => {
      if (!existsSync(join(HERE, lesson.folder, 'parts'))) return;
      for (const { id } of lesson.sections) {
        const { default: part } = (await import(/* @vite-ignore */ `./${lesson.folder}/parts/${id}.ts`)) as {
          default: Pick<Parts, 'tasks' | 'predictions'>;
        };
        const prose = proseOf(lesson.folder, id);
        const named = (pattern: RegExp): readonly string[] =>
          [...prose.matchAll(pattern)].flatMap(([, ids = '']) => ids.split(/\s+/));
        expect(part.tasks.map((task) => task.id)).toEqual(
          expect.arrayContaining([...named(/<Tasks\b[^>]*\bids="([^"]+)"/g)]),
        );
        expect(part.predictions.map((each) => each.id)).toEqual(
          expect.arrayContaining([...named(/<Predict\b[^>]*\bid="([^"]+)"/g)]),
        );
      }
    });

    test('predictions, questions and cards explain themselves', () => {
      for (const { id, options, answer } of predictions) {
        expect(
          options.map((option) => option.id),
          id,
        ).toContain(answer);
        for (const option of options) if (option.id !== answer) expect(option.why, `${id}/${option.id}`).toBeTruthy();
      }
      for (const question of quiz) {
        expect(question.explain.length, question.id).toBeGreaterThan(20);
        if (question.kind === 'one')
          for (const { id, why } of question.options) if (id !== question.answer) expect(why, question.id).toBeTruthy();
        if (question.kind === 'many') for (const { why } of question.options) expect(why, question.id).toBeTruthy();
      }
      for (const card of cards) {
        expect(card.rubric.length, card.id).toBeGreaterThan(1);
        expect(card.followUps.length, card.id).toBeGreaterThan(0);
        for (const n of card.sources)
          expect(
            sources.map((each) => each.n),
            card.id,
          ).toContain(n);
      }
      expect(quiz.length).toBe(lesson.quizQuestions);
    });
  });

  describe(`${lesson.folder}: tasks`, () => {
    for (const task of tasks) {
      const start = (): Player => new Player(initOf(labOf(lesson, task)));
      test(`${task.id}: a fresh machine does not pass, the solution does`, () => {
        const player = start();
        expect(task.check(player.run()).done).toBe(false);
        const verdict = task.check(player.play(task.solution).run());
        expect(verdict, player.screen(undefined)).toEqual({ done: true });
      });
      task.nearMisses.forEach(({ run, hint }, index) =>
        test(`${task.id}: mistake ${index + 1} gets its hint`, () => {
          const player = start().play(run);
          const verdict = task.check(player.run());
          expect(verdict.done).toBe(false);
          expect(verdict.hint ?? '', player.screen(undefined)).toContain(hint);
        }),
      );
    }
  });

  describe(`${lesson.folder}: predictions`, () => {
    for (const prediction of predictions) {
      const { run, proof } = prediction;
      if (run === undefined || proof === undefined) continue;
      test(prediction.id, () => {
        const player = new Player(initOf(labOf(lesson, prediction))).play(run);
        expect(proof(player.run()), player.screen(undefined)).toBe(true);
      });
    }
  });

  describe(`${lesson.folder}: console blocks`, () => {
    for (const section of lesson.sections) {
      consoleBlocks(proseOf(lesson.folder, section.id)).forEach((block, index) =>
        test(`${section.id}, block ${index + 1}`, () => {
          const same = block.scenario === undefined || block.scenario === section.lab.scenario;
          const player = new Player(
            initOf({
              scenario: block.scenario ?? section.lab.scenario,
              options: { ...(same ? section.lab.options : {}), ...block.options },
            }),
          );
          for (const { line, tab, shown } of block.commands) {
            const printed = player.type(line, tab) ?? 'there is no such terminal';
            expect(consoleMatches(shown, printed), `${line}\n--- shown\n${shown}\n--- printed\n${printed}`).toBe(true);
          }
        }),
      );
    }
  });

  describe(`${lesson.folder}: proofs of cards`, () => {
    for (const { id, proof } of cards) {
      if (proof === undefined) continue;
      test(id, () => {
        const player = new Player(initOf(proof.lab)).play(proof.run);
        expect(player.run().steps.some(({ event }) => event.kind === 'signal' || event.kind === 'net')).toBe(true);
      });
    }
  });
}

test('the glossary has each word once, and leads to sections that exist', () => {
  const ids = glossary.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, see } of glossary) {
    if (see === undefined) continue;
    const [lesson, section] = see.split('/');
    expect(
      course.find((each) => each.id === lesson)?.sections.some((each) => each.id === section),
      id,
    ).toBe(true);
  }
});

test('recordings named in the prose are recordings', () => {
  const truth = join(HERE, '../../shared/truth');
  const listed = (dir: string, ending: string): readonly string[] => {
    try {
      return readdirSync(join(truth, dir)).flatMap((name) =>
        name.endsWith(ending) ? [name.slice(0, -ending.length)] : [],
      );
    } catch {
      return []; // a checkout alone: the recordings live outside
    }
  };
  const lookups = listed('dns/cases', '.json');
  const names = new Set([
    ...listed('linux/cases', '.json'),
    ...lookups,
    // `ext-ndots5` alone stands for all clients that it was recorded with.
    ...lookups.map((name) => name.replace(/--.*$/, '')),
    ...listed('dns/transcripts', '.txt'),
  ]);
  if (names.size === 0) return;
  for (const lesson of course.filter((each) => each.built)) {
    for (const { id } of lesson.sections) {
      for (const [, list = ''] of proseOf(lesson.id, id).matchAll(/\{\/\* recording: ([^*;]+?)(?:;[^*]*)? \*\/\}/g)) {
        for (const name of list.split(/,\s*/)) expect(names, id).toContain(name);
      }
    }
  }
});
