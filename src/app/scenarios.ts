/** All machines by id: those of the lessons, then the base ones. Loaded with the lab. */
import type { LabScenario } from '../lesson/index.ts';

interface Module {
  readonly default: readonly LabScenario[];
}

const files = import.meta.glob<Module>('../../content/*/scenarios.ts');

async function all(): Promise<ReadonlyMap<string, LabScenario>> {
  const [lab, ...modules] = await Promise.all([
    import('../sim/lab/index.ts'),
    ...Object.values(files).map((load) => load()),
  ]);
  const base = lab.BASE_SCENARIOS.map(({ id, title, about, init }): LabScenario => ({
    id,
    title,
    about,
    choices: [],
    init: () => init,
  }));
  // A lesson's scenario takes the place of a base one with its name.
  return new Map([...base, ...modules.flatMap((module) => module.default)].map((scenario) => [scenario.id, scenario]));
}

let loaded: Promise<ReadonlyMap<string, LabScenario>> | undefined;
const byId = new Map<string, Promise<LabScenario | undefined>>();

export function loadScenario(id: string): Promise<LabScenario | undefined> {
  loaded ??= all();
  const promise = byId.get(id) ?? loaded.then((scenarios) => scenarios.get(id));
  byId.set(id, promise);
  return promise;
}
