// Scripts that the image ships as plain files: run by bash, sh, python3 or node, like any other script.

/** A file of the image. */
export interface DemoFile {
  readonly path: string;
  readonly mode: number;
  readonly text: string;
  readonly language: 'sh' | 'python' | 'javascript' | 'java';
}

export const script = (path: string, language: DemoFile['language'], text: string): DemoFile => ({
  path,
  mode: 0o755,
  text,
  language,
});
