/**
 * xterm's sources take a few basics from VS Code: events, disposal, and a scrollable element with its bars, a fifth of the
 * package. In our builds they get them from here (src/build/xterm.ts); these are the modules they name, and who stands for each.
 */
type Events = typeof import('./events.ts');
type Lifecycle = typeof import('./lifecycle.ts');
type Dom = typeof import('./dom.ts');
type Scroll = typeof import('./scroll.ts');

declare module 'vs/base/common/event' {
  const it: Events;
  export = it;
}
declare module 'vs/base/common/lifecycle' {
  const it: Lifecycle;
  export = it;
}
declare module 'vs/base/browser/dom' {
  const it: Dom;
  export = it;
}
declare module 'vs/base/common/scrollable' {
  const it: Scroll;
  export = it;
}
declare module 'vs/base/browser/ui/scrollbar/scrollableElement' {
  const it: Scroll;
  export = it;
}
