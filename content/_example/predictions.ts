/** One prediction, and its proof on the machine. */
import type { Prediction } from '../../src/lesson/index.ts';

export default [
  {
    id: 'job-parent',
    section: 'background',
    question: 'Who is the parent of a job in the background?',
    options: [
      { id: 'shell', text: 'The shell' },
      { id: 'init', text: 'PID 1', why: 'Only when the shell has ended: then the job is an orphan.' },
    ],
    answer: 'shell',
    explain: 'A job is a child of the shell like any other; the shell only does not wait for it.',
    run: [{ type: 'sleep 1000 &' }],
    proof: ({ view }) => {
      const job = [...view.processes.values()].find((p) => p.comm === 'sleep' && p.nspid.at(-1) !== 1);
      return job !== undefined && view.processes.get(job.parent)?.comm === 'bash';
    },
  },
] satisfies readonly Prediction[];
