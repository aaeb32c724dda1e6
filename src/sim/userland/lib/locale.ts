// Which character set the environment asks for. The machine has the locales C and C.UTF-8.
import type { ByteString } from '../../kernel/abi/index.ts';

export type Env = ReadonlyMap<ByteString, ByteString>;

/** The value that decides a locale category: LC_ALL, then the category, then LANG. */
export function localeOf(env: Env, category: 'LC_CTYPE' | 'LC_COLLATE' | 'LC_MESSAGES' = 'LC_CTYPE'): ByteString {
  for (const name of ['LC_ALL', category, 'LANG']) {
    const value = env.get(name);
    if (value !== undefined && value !== '') return value;
  }
  return 'C';
}

/** Whether characters are UTF-8. An uninstalled locale falls back to C, as setlocale(3) does. */
export const isUtf8 = (env: Env): boolean => /^C\.utf-?8$/i.test(localeOf(env));

/** Characters of a text: UTF-8 sequences, a stray byte counting as one; or bytes. */
export function characters(text: ByteString, utf8: boolean): ByteString[] {
  if (!utf8) return [...text];
  return text.match(/[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[^]/g) ?? [];
}
