// resolv/res-noaaaa.c: with no-aaaa an AAAA query becomes an A query whose answer counts only as "exists" or "does not exist".

/** The answer with its records cut off. */
export function withoutAnswers(bytes: Uint8Array): Uint8Array {
  const cut = Uint8Array.from(bytes);
  for (let at = 6; at < 12; at += 1) cut[at] = 0;
  return cut;
}
