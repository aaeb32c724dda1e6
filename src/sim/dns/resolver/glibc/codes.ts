// The results of getaddrinfo in glibc: netdb.h and posix/gai_strerror-strs.h.

export const GLIBC_EAI = {
  OK: { rc: 0, words: '' },
  EAI_BADFLAGS: { rc: -1, words: 'Bad value for ai_flags' },
  EAI_NONAME: { rc: -2, words: 'Name or service not known' },
  EAI_AGAIN: { rc: -3, words: 'Temporary failure in name resolution' },
  EAI_FAIL: { rc: -4, words: 'Non-recoverable failure in name resolution' },
  EAI_NODATA: { rc: -5, words: 'No address associated with hostname' },
  EAI_FAMILY: { rc: -6, words: 'ai_family not supported' },
  EAI_ADDRFAMILY: { rc: -9, words: 'Address family for hostname not supported' },
  EAI_SYSTEM: { rc: -11, words: 'System error' },
} as const;

export type GlibcCode = keyof typeof GLIBC_EAI;
