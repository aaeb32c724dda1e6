/** Where the sources of the demo programs come from: the app gives a loader, prose and lab ask by name. */
import { createContext } from 'react';

export interface ShownSource {
  readonly file: string;
  readonly language: string;
  readonly text: string;
}

const NONE = Promise.resolve(undefined);

/** Resolves to undefined for a program without a shown source. Must give the same promise for the same name. */
export const ProgramSource = createContext<(name: string) => Promise<ShownSource | undefined>>(() => NONE);
