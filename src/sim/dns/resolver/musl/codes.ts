// The results of getaddrinfo in musl: netdb.h and src/network/gai_strerror.c.

export const MUSL_EAI = {
  OK: { rc: 0, words: '' },
  EAI_NONAME: { rc: -2, words: 'Name does not resolve' },
  EAI_AGAIN: { rc: -3, words: 'Try again' },
  EAI_FAIL: { rc: -4, words: 'Non-recoverable error' },
  /** Since 1.2.4; before, EAI_NONAME. */
  EAI_NODATA: { rc: -5, words: 'Name has no usable address' },
  EAI_SYSTEM: { rc: -11, words: 'System error' },
  /** Not a result: the process is gone. */
  SIGFPE: { rc: -8, words: 'Floating point exception' },
} as const;

export type MuslCode = keyof typeof MUSL_EAI;
