// res_hnok: what glibc takes for a host name (resolv/res-name-checking.c).
import { nameFault } from '../../message/index.ts';

/** First label not starting with "-"; only letters, digits, "-" and "_". */
const HOST_NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\.?$/;

/** Labels and the whole of legal length, too. The root is a name. */
export const isHostName = (name: string): boolean =>
  name === '' || name === '.' || (HOST_NAME.test(name) && nameFault(name) === undefined);
