/** All machines by id: those of the lessons, then the base ones. Loaded with the lab, the page's own lesson first. */
import { loadCluster, loadCode } from '../adapters/index.ts';
import { decided, type LabScenario } from '../lesson/index.ts';
import type { LabInit, Scenario } from '../sim/lab/index.ts';
import type { Machines } from '../ui/scenarios.ts';

interface Module {
  readonly default: readonly LabScenario[];
}

const lab = () => import('../sim/lab/base.ts');
const files = import.meta.glob<Module>('../../content/*/scenarios.ts');

/** `../../content/pid-1/scenarios.ts` → whether this page is one of its lesson's. */
const isHere = (file: string): boolean => location.pathname.includes(`/${file.split('/').at(-2) ?? ''}/`);

const ofBase = ({ id, title, about, init }: Scenario): LabScenario => ({
  id,
  title,
  about,
  choices: [],
  init: () => init,
});

/** Lessons are asked one after the other: most pages need the machines of one. Their scenarios take the place of base ones. */
async function find(id: string): Promise<LabScenario | undefined> {
  const inOrder = Object.entries(files).sort(([a], [b]) => Number(isHere(b)) - Number(isHere(a)));
  for (const [, load] of inOrder) {
    const found = (await load()).default.find((scenario) => scenario.id === id);
    if (found) return found;
  }
  const { BASE_SCENARIOS } = await lab();
  const base = BASE_SCENARIOS.find((scenario) => scenario.id === id);
  return base && ofBase(base);
}

/** The machines that its choices lead to, one choice changed at a time. */
const initsOf = (scenario: LabScenario): readonly LabInit[] =>
  [{}, ...scenario.choices.flatMap(({ name, values }) => values.map(({ value }) => ({ [name]: value })))].map(
    (options) => scenario.init(decided(scenario, options)),
  );

/** Machines are made at once, so what they need for that is fetched with their scenario. */
async function complete(id: string): Promise<LabScenario | undefined> {
  const scenario = await find(id);
  if (!scenario) return undefined;
  const inits = initsOf(scenario);
  if (inits.some((await lab()).needsCluster)) await loadCluster();
  if (inits.some(({ uptime }) => uptime !== undefined)) await loadCode();
  return scenario;
}

const byId = new Map<string, Promise<LabScenario | undefined>>();

function loadScenario(id: string): Promise<LabScenario | undefined> {
  const promise = byId.get(id) ?? complete(id);
  byId.set(id, promise);
  return promise;
}

async function loadAll(): Promise<readonly LabScenario[]> {
  const lessons = await Promise.all(Object.values(files).map(async (load) => (await load()).default));
  const { BASE_SCENARIOS } = await lab();
  const found = new Map([...BASE_SCENARIOS.map(ofBase), ...lessons.flat()].map((each) => [each.id, each]));
  return [...found.values()];
}

let all: Promise<readonly LabScenario[]> | undefined;

export const machines: Machines = { find: loadScenario, all: () => (all ??= loadAll()) };
