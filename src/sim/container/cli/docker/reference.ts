/** Image names: what is short for what (distribution/reference). */

export interface Reference {
  readonly domain: string;
  /** Path without the domain, `library/` included. */
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

/** Parses a name; a string is the words of the error. */
export function parseReference(text: string): Reference | string {
  if (/^[a-f0-9]{64}$/.test(text))
    return `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`;
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  const hasDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const domain = hasDomain ? first.replace(/^index\.docker\.io$/, 'docker.io') : 'docker.io';
  let rest = hasDomain ? text.slice(slash + 1) : text;
  let digest: string | undefined;
  const atSign = rest.indexOf('@');
  if (atSign >= 0) {
    digest = rest.slice(atSign + 1);
    rest = rest.slice(0, atSign);
  }
  let tag: string | undefined;
  const colon = rest.lastIndexOf(':');
  if (colon > rest.lastIndexOf('/')) {
    tag = rest.slice(colon + 1);
    rest = rest.slice(0, colon);
  }
  if (rest.toLowerCase() !== rest)
    return `invalid reference format: repository name (${domain === 'docker.io' && !rest.includes('/') ? 'library/' : ''}${rest}) must be lowercase`;
  const good =
    PATH.test(rest) &&
    (tag === undefined || /^\w[\w.-]{0,127}$/.test(tag)) &&
    (digest === undefined || /^[a-z0-9+._-]+:[0-9a-f]{32,}$/.test(digest));
  if (!good) return 'invalid reference format';
  const path = domain === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  return { domain, path, tag, digest };
}

/** The name as people write it. */
export function familiarName(r: Reference): string {
  return r.domain === 'docker.io' ? r.path.replace(/^library\//, '') : `${r.domain}/${r.path}`;
}

export function familiar(r: Reference): string {
  return familiarName(r) + (r.tag === undefined ? '' : `:${r.tag}`) + (r.digest === undefined ? '' : `@${r.digest}`);
}

/** stringid.TruncateID. */
export function shortId(id: string): string {
  return id.slice(id.indexOf(':') + 1).slice(0, 12);
}
