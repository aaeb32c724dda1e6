// What the lab needs of the outside: frames, terminals, links. Loaded with the lab.
export {
  LabController,
  type LabRecording,
  type LabSession,
  type LabState,
  type LabTrace,
  type Speed,
} from './controller.ts';
export { bootLab, pageCode, replayLab } from './boot.ts';
export { drafts } from './drafts.ts';
export { examiner, type Examination } from './examiner.ts';
export { browserFrames, type Frames } from './pacer.ts';
export { loadAll, loadLanguage } from './library.ts';
export { Observer } from './observe.ts';
export type { Opened, Shared } from './share.ts';
export { tabsOf, ttyOf, type Tab } from './tabs.ts';
export { keyBytes, play, type Typing } from './typist.ts';
export { playAtOnce, type Unattended } from './unattended.ts';
export { TerminalBridge } from './xterm.ts';
