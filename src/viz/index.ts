// Pure selectors: from a view or a trace to what is drawn or said.
export * from './names.ts';
export * from './journey.ts';
export * from './masks.ts';
export * from './tree.ts';
export * from './words.ts';
export * from './dots.ts';
export * from './scene.ts';
export * from './states/index.ts';
export * from './frames.ts';
