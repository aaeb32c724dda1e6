/** The examiner's state for components. */
import { useSyncExternalStore } from 'react';
import { examiner, type Examination } from '../../adapters/lab/index.ts';

export const useExamination = (): Examination | undefined =>
  useSyncExternalStore(examiner.subscribe, examiner.state, () => undefined);
