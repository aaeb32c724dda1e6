// Recordings that the simulators do not reproduce yet, each with its reason. `npm run -s truth -- --known` writes the list anew and
// keeps the reasons; a new entry starts as the place of the first difference, for somebody to put the reason there.

export const KNOWN_FAILURES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  linux: {
    'stat-letters': 'steps[1].late after {"run":"nice -n 5 sleep 200 &"}',
  },
  shell: {
    'b-type': 'stdout',
    'c-proc-in': 'stdout',
    'l-tee-chain': 'stdout',
    'q-ansi-c': 'stdout',
    'v-touch': 'stdout',
    'v-which-etc': 'stdout',
    'w-awk': 'stdout',
    'w-awk2': 'stdout',
    'w-diff': 'stdout',
    'w-find': 'stdout',
    'w-wc': 'stdout',
    'w-xargs': 'stdout',
    'y-printf': 'stdout',
  },
  cli: {},
};
