// The simulated machine as lessons see it: its views and events, by type only.
export type {
  MachineView,
  ProcessView,
  ContainerView,
  NamespaceView,
  TtyView,
  CgroupView,
} from '../sim/kernel/view.ts';
export type {
  MachineEvent,
  Gate,
  GateId,
  Step,
  StateLetter,
  SignalOutcome,
  SignalEffect,
} from '../sim/kernel/events.ts';
export type { TrialReport, TrialVerdict } from '../sim/lab/trials/index.ts';
