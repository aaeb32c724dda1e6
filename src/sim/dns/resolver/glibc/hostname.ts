// res_hnok: what glibc takes for a host name (resolv/res-name-checking.c).
import { labelsOf, nameFault } from '../../message/index.ts';

/** First label not starting with "-"; only letters, digits, "-" and "_"; labels and name of legal length. */
export function isHostName(name: string): boolean {
  if (nameFault(name) !== undefined) return false;
  const labels = labelsOf(name);
  return !(labels[0]?.startsWith('-') ?? false) && labels.every((label) => /^[A-Za-z0-9_-]+$/.test(label));
}
