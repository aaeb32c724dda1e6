/**
 * Who may import whom: the table of ARCHITECTURE.md as data, and the one function that judges an import. The layer test
 * reads every import of the tree through it; eslint asks it while you type.
 *
 * A folder is entered through its index.ts (or one of its listed doors); inside a folder anything goes.
 */

/**
 * Each layer: its folder (the longest that fits a file wins), the layers it may import, and the files through which others
 * may enter it. In `may`, a file stands for itself alone. `doors: 'any'` is for folders that are collections of leaves,
 * where each file is its own entry.
 * @typedef {{ dir: string, may: readonly string[], doors?: readonly string[] | 'any' }} Layer
 */

const PURE_SIM = ['src/engine'];
/** A library of the simulators: knows nothing of them. */
const LEAF = /** @type {const} */ ([]);

/** @type {readonly Layer[]} */
export const LAYERS = [
  { dir: 'src/engine', may: LEAF },

  {
    dir: 'src/sim/kernel/abi',
    may: LEAF,
    doors: ['index.ts', 'bytes.ts', 'signals.ts', 'errno.ts', 'flags.ts', 'calls.ts', 'sys.ts'],
  },
  { dir: 'src/sim/kernel', may: [...PURE_SIM, 'src/sim/kernel/abi'], doors: ['index.ts', 'view.ts', 'events.ts'] },
  { dir: 'src/sim/posix', may: ['src/sim/kernel/abi'], doors: 'any' },
  { dir: 'src/sim/gotmpl', may: LEAF },
  { dir: 'src/sim/dns', may: [...PURE_SIM] },
  /** The C of the demo programs and of the learner's own: compiled to frames as data, run on the kernel's calls. */
  { dir: 'src/sim/cc', may: ['src/sim/kernel/abi', 'src/sim/posix'] },
  {
    dir: 'src/sim/shell',
    // Commands of the userland run in shells; of it the shells know only what a command is.
    may: [...PURE_SIM, 'src/sim/kernel/abi', 'src/sim/posix', 'src/sim/userland/command.ts'],
    // prompt.ts: the shells without the parts that come later, language.ts and editing.ts.
    doors: ['index.ts', 'prompt.ts', 'language.ts', 'editing.ts', 'edit-api.ts'],
  },
  {
    dir: 'src/sim/userland',
    may: ['src/sim/kernel/abi', 'src/sim/posix', 'src/sim/shell', 'src/sim/gotmpl', 'src/sim/cc', 'src/sim/dns'],
    doors: [
      'command.ts',
      'busybox/names.ts',
      'getent/index.ts',
      'lib/digest.ts',
      'sleep/index.ts',
      'sleep/nap.ts',
      'tools.registry.ts',
      'procps.registry.ts',
      'demo.registry.ts',
      'pager.registry.ts',
    ],
  },
  {
    dir: 'src/sim/container',
    may: [
      ...PURE_SIM,
      'src/sim/kernel',
      'src/sim/kernel/abi',
      'src/sim/posix',
      'src/sim/gotmpl',
      'src/sim/userland',
      'src/sim/dns',
      // The kubelet writes each pod's resolv.conf: that much is always there, the network comes when it is used.
      'src/sim/dns/policy/index.ts',
    ],
    doors: [
      'index.ts',
      'engine-api.ts',
      'runtime/index.ts',
      'daemon/index.ts',
      'cli/index.ts',
      'cluster/index.ts',
      'cluster/clients.ts',
      'cluster/coredns.ts',
      'network/index.ts',
    ],
  },
  { dir: 'src/sim/k8s', may: [...PURE_SIM] },
  { dir: 'src/sim/helm', may: [...PURE_SIM, 'src/sim/gotmpl', 'src/sim/k8s'] },
  { dir: 'src/sim/helmfile', may: [...PURE_SIM, 'src/sim/gotmpl', 'src/sim/helm', 'src/sim/k8s'] },
  { dir: 'src/sim/kustomize', may: [...PURE_SIM, 'src/sim/k8s'] },
  {
    dir: 'src/sim/manifests',
    may: [...PURE_SIM, 'src/sim/helm', 'src/sim/helmfile', 'src/sim/kustomize', 'src/sim/k8s'],
  },
  { dir: 'src/sim/pipeline', may: [...PURE_SIM, 'src/sim/manifests', 'src/sim/k8s'] },
  { dir: 'src/sim/policy', may: [...PURE_SIM, 'src/sim/k8s'] },
  { dir: 'src/sim/rbac', may: [...PURE_SIM, 'src/sim/k8s'] },
  { dir: 'src/sim/netpol', may: [...PURE_SIM, 'src/sim/k8s'] },
  { dir: 'src/sim/admission', may: [...PURE_SIM, 'src/sim/k8s', 'src/sim/policy', 'src/sim/rbac'] },
  /** Whole machines: a kernel, its files, shell, commands and containers put together. */
  {
    dir: 'src/sim/lab',
    may: [...PURE_SIM, 'src/sim/*'],
    doors: [
      'index.ts',
      'base.ts',
      'full.ts',
      'groups/core.ts',
      'groups/language.ts',
      'groups/editing.ts',
      'groups/cluster.ts',
      'groups/procps.ts',
      'groups/tools.ts',
      'groups/demo.ts',
      'groups/net.ts',
      'groups/node.ts',
      'groups/pager.ts',
      'trials/index.ts',
      'trials/judge.ts',
    ],
  },

  { dir: 'src/lesson', may: ['src/engine', 'src/sim/*'] },
  { dir: 'src/viz', may: ['src/engine', 'src/sim/*', 'src/lesson'], doors: ['index.ts', 'dns/index.ts'] },
  {
    dir: 'src/adapters',
    may: ['src/engine', 'src/sim/*', 'src/lesson'],
    doors: ['index.ts', 'lab/index.ts'],
  },
  { dir: 'src/ui', may: ['src/engine', 'src/sim/*', 'src/lesson', 'src/viz', 'src/adapters'], doors: 'any' },
  { dir: 'src/app', may: ['src/engine', 'src/sim/*', 'src/lesson', 'src/viz', 'src/adapters', 'src/ui', 'content'] },
  { dir: 'content', may: ['src/lesson', 'src/sim/*'], doors: 'any' },

  { dir: 'src/build', may: ['*'], doors: 'any' },
  { dir: 'src/testkit', may: ['*'], doors: 'any' },
  { dir: 'scripts', may: ['src/build', 'src/testkit', 'content'], doors: 'any' },
  { dir: 'e2e', may: ['*'], doors: 'any' },
];

/** Packages that may be used below `ui` and `adapters`, and where. Everywhere else below, only our own code. */
const PURE_PACKAGES = /** @type {Record<string, readonly string[]>} */ ({
  unbash: ['src/sim/shell'],
  yaml: ['src/sim/k8s', 'src/sim/helm', 'src/sim/helmfile', 'src/sim/kustomize', 'src/sim/manifests', 'src/sim/gotmpl'],
  valibot: ['src/lesson', 'src/engine', 'src/sim/lab'],
});
const PURE = ['src/engine', 'src/sim', 'src/lesson', 'src/viz', 'content'];

/**
 * @param {string} file a path from the project's root
 * @returns {Layer | undefined}
 */
export function layerOf(file) {
  let best;
  for (const layer of LAYERS) {
    if (file.startsWith(`${layer.dir}/`) && layer.dir.length > (best?.dir.length ?? 0)) best = layer;
  }
  return best;
}

/**
 * @param {readonly string[]} may
 * @param {string} dir
 */
function allows(may, dir) {
  return may.some((m) => m === '*' || m === dir || (m.endsWith('/*') && dir.startsWith(m.slice(0, -1))));
}

/**
 * Why `from` may not import `to`, or undefined when it may. Both are paths from the project's root; `to` may be a package.
 * @param {string} from
 * @param {string} to
 * @returns {string | undefined}
 */
export function judge(from, to) {
  const mine = layerOf(from);
  if (mine === undefined) return undefined;
  // Tests put pieces together that do not know each other.
  const test = /\.test\.tsx?$/.test(from);
  if (!to.includes('/') || !/^(?:src|content|scripts|e2e)\//.test(to)) return test ? undefined : judgePackage(from, to);
  const theirs = layerOf(to);
  if (theirs === undefined) return `${to} belongs to no layer: add its folder to scripts/layers.mjs`;
  if (theirs === mine || test) return undefined;
  if (mine.may.includes(to)) return undefined;
  if (!allows(mine.may, theirs.dir)) return `${mine.dir} may not import ${theirs.dir} (ARCHITECTURE.md, "The tree")`;
  const rest = to.slice(theirs.dir.length + 1);
  const doors = theirs.doors ?? ['index.ts', 'index.tsx'];
  if (doors === 'any' || mine.may.includes('*') || doors.includes(rest)) return undefined;
  return `${theirs.dir} is entered through ${doors.join(', ')}, not through ${rest}`;
}

/**
 * @param {string} from
 * @param {string} to
 */
function judgePackage(from, to) {
  if (!PURE.some((dir) => from.startsWith(`${dir}/`))) return undefined;
  const name = to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? to);
  if (PURE_PACKAGES[name]?.some((dir) => from.startsWith(`${dir}/`))) return undefined;
  return `${name} may not be imported from ${layerOf(from)?.dir}: what lies below ui and adapters is our own pure code (scripts/layers.mjs)`;
}
