/** Label and field selectors. */
import type { KubeObject } from '../../cluster-api.ts';
import { at, text } from './json.ts';

/** Splits at commas that are not inside a set. */
function requirements(selector: string): string[] {
  return (selector.match(/[^,(]+(?:\([^)]*\))?/g) ?? []).map((r) => r.trim()).filter((r) => r !== '');
}

export function matchesLabels(o: KubeObject, selector: string): boolean {
  const labels = o.metadata.labels ?? {};
  return requirements(selector).every((r) => {
    const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(r);
    if (set !== null) {
      const values = (set[3] ?? '').split(',').map((v) => v.trim());
      return values.includes(labels[set[1] ?? ''] ?? '\0') === (set[2] === 'in');
    }
    const eq = /^([^=!]+)(!=|==|=)(.*)$/.exec(r);
    if (eq !== null) return (labels[(eq[1] ?? '').trim()] === (eq[3] ?? '').trim()) !== (eq[2] === '!=');
    return r.startsWith('!') ? labels[r.slice(1).trim()] === undefined : labels[r] !== undefined;
  });
}

export function matchesFields(o: KubeObject, selector: string): boolean {
  return selector
    .split(',')
    .filter((r) => r !== '')
    .every((r) => {
      const m = /^([^=!]+)(!=|==|=)(.*)$/.exec(r);
      if (m === null) return false;
      const value = text(at(o, ...(m[1] ?? '').split('.')));
      return (value === m[3]) !== (m[2] === '!=');
    });
}
