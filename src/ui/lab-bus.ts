/**
 * Between a page's prose and its lab: the prose asks for a machine and for lines to be typed, the lab tells what happened.
 * Small, because it is there before the lab is loaded.
 */
import { createContext, use, useSyncExternalStore } from 'react';
import type { LabSetup, Script, TaskRun } from '../lesson/index.ts';

export interface Asked {
  /** Goes up with every request. */
  readonly number: number;
  readonly setup: LabSetup;
  readonly script: Script | undefined;
  /** Start from a fresh machine even if this one fits. */
  readonly fresh: boolean;
}

/** What the lab last reported. */
export interface Observed {
  readonly setup: LabSetup;
  readonly run: TaskRun;
}

export class LabBus {
  asked: Asked;
  private readonly askers = new Set<() => void>();
  private readonly watchers = new Set<(seen: Observed) => void>();

  constructor(setup: LabSetup) {
    this.asked = { number: 0, setup, script: undefined, fresh: false };
  }

  /** Asks for a machine, and for a script to be typed on it. */
  ask(setup: LabSetup, script?: Script, fresh = false): void {
    this.asked = { number: this.asked.number + 1, setup, script, fresh };
    for (const asker of this.askers) asker();
  }

  readonly onAsk = (listener: () => void): (() => void) => {
    this.askers.add(listener);
    return () => this.askers.delete(listener);
  };

  report(seen: Observed): void {
    for (const watcher of this.watchers) watcher(seen);
  }

  readonly onReport = (watcher: (seen: Observed) => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };
}

const Context = createContext<LabBus | undefined>(undefined);
export const LabBusProvider = Context;
export const useLabBus = (): LabBus | undefined => use(Context);

export function useAsked(bus: LabBus): Asked {
  return useSyncExternalStore(
    bus.onAsk,
    () => bus.asked,
    () => bus.asked,
  );
}

/** Does the machine at hand fit what a task wants? Same scenario, and each option that the task names. */
export function fits(has: LabSetup, wants: LabSetup): boolean {
  if (has.scenario !== wants.scenario) return false;
  return Object.entries(wants.options ?? {}).every(([name, value]) => has.options?.[name] === value);
}

/** `pid1=go sender=host` → { pid1: 'go', sender: 'host' }. */
export function optionsFrom(text: string | undefined): Readonly<Record<string, string>> {
  const words = (text ?? '').split(/\s+/).filter((word) => word.includes('='));
  return Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
}
