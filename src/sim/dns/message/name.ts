// Domain names as text: absolute, ending in a dot, with the escapes of RFC 1035 section 5.1, so that a label may hold any byte.

/** RFC 1035 section 2.3.4. */
export const MAX_LABEL = 63;
/** Bytes of a name on the wire, the root's zero included. */
export const MAX_WIRE_NAME = 255;

/** What presentation form writes with a backslash before it: the set of BIND's and of libc's ns_name_ntop. */
const ESCAPED = new Set([...'".;\\()@$'].map((char) => char.charCodeAt(0)));

function isPlain(label: string): boolean {
  for (let i = 0; i < label.length; i += 1) {
    const code = label.charCodeAt(i);
    if (code <= 0x20 || code >= 0x7f || ESCAPED.has(code)) return false;
  }
  return true;
}

export function labelText(label: string): string {
  if (isPlain(label)) return label;
  let text = '';
  for (let i = 0; i < label.length; i += 1) {
    const code = label.charCodeAt(i);
    if (code <= 0x20 || code >= 0x7f) text += `\\${String(code).padStart(3, '0')}`;
    else text += ESCAPED.has(code) ? `\\${label[i]}` : label[i];
  }
  return text;
}

export const nameFromLabels = (labels: readonly string[]): string =>
  labels.length === 0 ? '.' : `${labels.map(labelText).join('.')}.`;

/** Labels of a name, escapes undone. A name without its final dot is taken as absolute. */
export function labelsOf(name: string): string[] {
  if (name === '.' || name === '') return [];
  if (!name.includes('\\')) return (name.endsWith('.') ? name.slice(0, -1) : name).split('.');
  const labels: string[] = [];
  let label = '';
  let open = false;
  for (let i = 0; i < name.length; i += 1) {
    const char = name[i] ?? '';
    open = true;
    if (char === '.') {
      labels.push(label);
      label = '';
      open = false;
    } else if (char !== '\\') label += char;
    else {
      const digits = /^\d{3}/.exec(name.slice(i + 1, i + 4))?.[0];
      label += digits === undefined ? (name[i + 1] ?? '') : String.fromCharCode(Number(digits) & 0xff);
      i += digits === undefined ? 1 : 3;
    }
  }
  if (open) labels.push(label);
  return labels;
}

/** Why a name cannot be put on the wire, or undefined when it can. */
export function nameFault(name: string): 'empty-label' | 'long-label' | 'long-name' | undefined {
  if (name === '.') return undefined;
  if (!name.includes('\\')) return plainFault(name);
  let size = 1;
  for (const label of labelsOf(name)) {
    if (label.length === 0) return 'empty-label';
    if (label.length > MAX_LABEL) return 'long-label';
    size += label.length + 1;
  }
  return size > MAX_WIRE_NAME ? 'long-name' : undefined;
}

/** The same of a name without escapes, label by label without taking it apart. */
function plainFault(name: string): 'empty-label' | 'long-label' | 'long-name' | undefined {
  const end = name.endsWith('.') ? name.length - 1 : name.length;
  for (let at = 0; at <= end;) {
    const dot = name.indexOf('.', at);
    const stop = dot < 0 || dot > end ? end : dot;
    if (stop === at) return end === 0 ? undefined : 'empty-label';
    if (stop - at > MAX_LABEL) return 'long-label';
    at = stop + 1;
  }
  return end + 2 > MAX_WIRE_NAME ? 'long-name' : undefined;
}

export const withoutDot = (name: string): string => (name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name);

/** Names compare without case (RFC 1035 section 2.3.3, RFC 4343): ASCII only. */
export const foldName = (name: string): string => name.replace(/[A-Z]/g, (char) => char.toLowerCase());
export const sameName = (a: string, b: string): boolean => a === b || foldName(a) === foldName(b);

/** True when `name` is `zone` or below it. */
export function isWithin(name: string, zone: string): boolean {
  const inner = foldName(name);
  const outer = foldName(zone);
  return outer === '.' || inner === outer || inner.endsWith(`.${outer}`);
}
