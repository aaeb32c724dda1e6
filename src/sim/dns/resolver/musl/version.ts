// The two versions of musl that matter: up to 1.2.3 (Alpine 3.17) and from 1.2.4 on (Alpine 3.18), one model with these differences.

export interface MuslVersion {
  readonly name: string;
  /** Truncated answers are asked again over TCP. */
  readonly tcp: boolean;
  /** NODATA has a code of its own. */
  readonly nodata: boolean;
  /** res_mkquery refuses two dots at the end, so that `search .` works. */
  readonly rejectsFinalDots: boolean;
  /** Bytes of an answer that are kept (ABUF_SIZE). */
  readonly answerSize: number;
}

export const MUSL_1_2_3: MuslVersion = {
  name: '1.2.3',
  tcp: false,
  nodata: false,
  rejectsFinalDots: false,
  answerSize: 768,
};

export const MUSL_1_2_5: MuslVersion = {
  name: '1.2.5',
  tcp: true,
  nodata: true,
  rejectsFinalDots: true,
  answerSize: 4800,
};
