/**
 * The share link: a machine's recording, small enough for an address. A link is foreign text: what it holds is checked field
 * by field, the machine it starts comes from our own scenarios, and its size and length are limited.
 */
import { Inflate, deflateSync, strFromU8, strToU8 } from 'fflate';
import type { LabSetup } from '../../lesson/index.ts';
import { LAB_ID, LAB_VERSION, type LabInput } from '../../sim/lab/index.ts';
import type { LabRecording } from './controller.ts';

const FORMAT = 1;
/** In the address's hash: `#m1=…`. */
const PREFIX = `m${FORMAT}=`;
const ANY_PREFIX = /^#?m(\d+)=/;

/** A link longer than this does not come from here. */
const MAX_LINK = 400_000;
/** Inflated: an hour of typing is 100 kB. A small text can inflate to gigabytes. */
const MAX_TEXT = 4_000_000;
const MAX_INPUTS = 50_000;
/** Work units that a replay may take: some seconds. */
const MAX_DISPATCHED = 5_000_000;

export interface Shared {
  readonly setup: LabSetup;
  /** The step shown; undefined: the end. */
  readonly step: number | undefined;
  readonly recording: Omit<LabRecording, 'init'>;
}

export type Opened =
  { readonly kind: 'ok'; readonly shared: Shared } | { readonly kind: 'error'; readonly text: string } | undefined;

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(raw, (char) => char.charCodeAt(0));
}

export function encodeShare(shared: Shared): string {
  const { simulator, version, seed, inputs, end } = shared.recording;
  const body = {
    setup: shared.setup,
    step: shared.step,
    simulator,
    version,
    seed,
    end: [end.at, end.dispatched],
    inputs: inputs.map(({ at, dispatched, input }) => [at, dispatched, input]),
  };
  return PREFIX + toBase64Url(deflateSync(strToU8(JSON.stringify(body)), { level: 9 }));
}

class TooLarge extends Error {}

function inflate(bytes: Uint8Array): string {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Inflate((chunk, final) => {
    size += chunk.length;
    if (size > MAX_TEXT) throw new TooLarge();
    parts.push(chunk);
    ended = final;
  });
  // In pieces, so that a bomb is noticed before it has gone off.
  for (let i = 0; i < bytes.length; i += 4096) stream.push(bytes.subarray(i, i + 4096), i + 4096 >= bytes.length);
  if (!ended) throw new Error('cut');
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return strFromU8(all);
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e15;
const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
/** What reaches a machine is bytes (sim/kernel/abi/bytes.ts). */
const isBytes = (value: unknown, most: number): value is string => isText(value, most) && !/[^\x00-\xff]/.test(value);

function setupFrom(value: unknown): LabSetup | undefined {
  if (!isFields(value) || !isText(value['scenario'], 100)) return undefined;
  const options = value['options'];
  if (options !== undefined && (!isFields(options) || !Object.values(options).every((each) => isText(each, 100))))
    return undefined;
  return {
    scenario: value['scenario'],
    ...(options === undefined ? {} : { options: options as Readonly<Record<string, string>> }),
  };
}

function inputFrom(value: unknown): LabInput | undefined {
  if (!isFields(value)) return undefined;
  const { kind, tty } = value;
  if (kind === 'tty' && isCount(tty) && isBytes(value['data'], 2_000_000)) return { kind, tty, data: value['data'] };
  const { rows, cols } = value;
  if (
    kind === 'resize' &&
    isCount(tty) &&
    isCount(rows) &&
    isCount(cols) &&
    rows > 0 &&
    cols > 0 &&
    rows < 1000 &&
    cols < 1000
  ) {
    return { kind, tty, rows, cols };
  }
  if (kind === 'open' && isFields(value['terminal'])) {
    const terminal = value['terminal']['kind'];
    if (terminal === 'exec' || terminal === 'node') return { kind, terminal: { kind: terminal } };
  }
  const { container, path, text } = value;
  if (
    kind === 'file' &&
    isText(container, 100) &&
    isBytes(path, 300) &&
    path.startsWith('/') &&
    isBytes(text, 200_000)
  ) {
    const mode = value['mode'];
    return { kind, container, path, text, ...(isCount(mode) && mode <= 0o777 ? { mode } : {}) };
  }
  return undefined;
}

function inputsFrom(value: unknown): LabRecording['inputs'] | undefined {
  if (!Array.isArray(value) || value.length > MAX_INPUTS) return undefined;
  const out: { at: number; dispatched: number; input: LabInput }[] = [];
  for (const entry of value as readonly unknown[]) {
    if (!Array.isArray(entry)) return undefined;
    const [at, dispatched, raw] = entry as readonly unknown[];
    const input = inputFrom(raw);
    if (!isTime(at) || !isCount(dispatched) || input === undefined) return undefined;
    out.push({ at, dispatched, input });
  }
  return out;
}

const CUT = 'This link is incomplete: a part of it was lost on the way. Ask for it again, as a whole.';
const FOREIGN = 'This link does not describe a machine of this course.';
const OLD =
  'This link was made with another version of the machine, which would behave differently. The machine is started fresh instead.';

/** What the hash of an address holds; undefined when it holds no machine. */
export function decodeShare(hash: string): Opened {
  const found = ANY_PREFIX.exec(hash);
  if (!found) return undefined;
  const error = (text: string): Opened => ({ kind: 'error', text });
  if (Number(found[1]) !== FORMAT)
    return error('This link comes from another version of the course and cannot be read here.');
  if (hash.length > MAX_LINK) return error('This link is too long to be a machine of this course.');
  let body: unknown;
  try {
    body = JSON.parse(inflate(fromBase64Url(hash.slice(found[0].length))));
  } catch (failure) {
    return error(failure instanceof TooLarge ? FOREIGN : CUT);
  }
  if (!isFields(body)) return error(FOREIGN);
  const { simulator, version, seed, end, step } = body;
  if (simulator !== LAB_ID) return error(FOREIGN);
  if (version !== LAB_VERSION) return error(OLD);
  const setup = setupFrom(body['setup']);
  const inputs = inputsFrom(body['inputs']);
  const [at, dispatched] = Array.isArray(end) ? (end as readonly unknown[]) : [];
  if (!setup || !inputs || !isText(seed, 100) || !isTime(at) || !isCount(dispatched)) return error(FOREIGN);
  if (dispatched > MAX_DISPATCHED) return error('This machine ran for too long to be rebuilt from a link.');
  return {
    kind: 'ok',
    shared: {
      setup,
      step: isCount(step) ? step : undefined,
      recording: { simulator, version, seed, inputs, end: { at, dispatched } },
    },
  };
}
