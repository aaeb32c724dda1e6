/** One drawing per lesson: what it is about, in a few shapes. */
import type { ReactNode } from 'react';

const PICTURES: Readonly<Record<string, ReactNode>> = {
  'pid-1': (
    <>
      <rect x="44" y="4" width="72" height="46" rx="9" fill="none" stroke="var(--pic-line)" strokeDasharray="4 3" />
      <circle cx="14" cy="27" r="7" fill="var(--accent)" />
      <path d="M24 27h30" stroke="var(--accent)" strokeWidth="2" strokeDasharray="4 3" />
      <path d="M58 19v16" stroke="var(--bad)" strokeWidth="3" />
      <circle cx="88" cy="27" r="10" fill="var(--st-S)" />
    </>
  ),
  zombies: (
    <>
      <path d="M28 23l22-8M28 31l22 8M70 14l21 9M70 40l21-9" stroke="var(--pic-line)" strokeWidth="1.6" />
      <circle cx="18" cy="27" r="10" fill="var(--st-R)" />
      <circle cx="60" cy="12" r="9" fill="var(--st-S)" />
      <circle cx="60" cy="42" r="9" fill="var(--st-T)" />
      <circle cx="102" cy="27" r="10" fill="none" stroke="var(--st-Z)" strokeWidth="2.5" />
    </>
  ),
  dns: (
    <>
      <rect x="4" y="8" width="62" height="8" rx="3" fill="var(--pic-red)" />
      <rect x="66" y="8" width="14" height="8" rx="3" fill="var(--pic-yellow)" />
      <rect x="80" y="22" width="30" height="8" rx="3" fill="var(--pic-red)" />
      <rect x="110" y="22" width="6" height="8" rx="3" fill="var(--pic-green)" />
      <rect x="4" y="38" width="6" height="8" rx="3" fill="var(--pic-yellow)" />
      <rect x="12" y="38" width="6" height="8" rx="3" fill="var(--pic-green)" />
    </>
  ),
  manifests: (
    <>
      <rect x="6" y="34" width="86" height="12" rx="3" fill="var(--pic-blue)" />
      <rect x="14" y="20" width="86" height="12" rx="3" fill="var(--pic-green)" />
      <rect x="22" y="6" width="86" height="12" rx="3" fill="var(--pic-yellow)" />
    </>
  ),
  security: (
    <>
      <path
        d="M60 4l34 11v14c0 12-14 18-34 23-20-5-34-11-34-23V15z"
        fill="var(--accent-soft)"
        stroke="var(--accent)"
        strokeWidth="1.8"
      />
      <path d="M46 28l10 9 19-20" fill="none" stroke="var(--accent)" strokeWidth="3" />
    </>
  ),
};

/** A lesson without a drawing of its own gets an empty namespace. */
const OTHER = (
  <rect x="24" y="4" width="72" height="46" rx="9" fill="none" stroke="var(--pic-line)" strokeDasharray="4 3" />
);

export function LessonPicture({ lesson }: { readonly lesson: string }) {
  return (
    <svg viewBox="0 0 120 54" width="120" height="54" aria-hidden="true">
      {PICTURES[lesson] ?? OTHER}
    </svg>
  );
}
