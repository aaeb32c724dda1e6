/**
 * The Vite plugin that turns prose into components. Code blocks are coloured here, at build time: the reader's browser gets
 * spans with two CSS variables (light and dark) and no highlighter. A module has no named export, so that editing prose
 * is a hot update and not a reload.
 */
import { compile } from '@mdx-js/mdx';
import rehypeShikiFromHighlighter from '@shikijs/rehype/core';
import rehypeSlug from 'rehype-slug';
import remarkGfm from 'remark-gfm';
import { createHighlighter, type Highlighter, type ShikiTransformer } from 'shiki';
import type { Plugin } from 'vite';

/** What a code fence may name. Anything else fails the build, with the file. */
const LANGUAGES = ['bash', 'c', 'console', 'docker', 'go', 'ini', 'javascript', 'json', 'python', 'text', 'yaml'];
/** High contrast: code has to reach 4.5:1 on a tinted ground in both themes. */
const THEMES = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' };
/** Comments miss that by a little. */
const COLORS = { [THEMES.light]: { '#66707b': '#57606a' } };

/** A prompt of the lab's shells, and what is typed behind it. */
const PROMPT = /^(\S+@\S+?:\S*[#$] ?)(.*)$/;

/** A console has a grammar of its own: a prompt, what a person typed, and what the machine said. */
const consoleLines: ShikiTransformer = {
  name: 'console-lines',
  line(node, number) {
    if (this.options.lang !== 'console') return;
    const text = this.source.split('\n')[number - 1] ?? '';
    const [, prompt, typed] = PROMPT.exec(text) ?? [];
    const part = (kind: string, value: string): (typeof node)['children'][number] => ({
      type: 'element',
      tagName: 'span',
      properties: { 'data-part': kind },
      children: [{ type: 'text', value }],
    });
    if (prompt === undefined) node.children = text === '' ? [] : [part('output', text)];
    else node.children = [part('prompt', prompt), part('typed', typed ?? '')];
  },
};

let shared: Promise<Highlighter> | undefined;

function highlighter(): Promise<Highlighter> {
  shared ??= createHighlighter({ themes: Object.values(THEMES), langs: LANGUAGES });
  return shared;
}

/** The JavaScript of one .mdx file: a default export that takes `components`, and throws for a tag that they lack. */
export async function compileMdx(source: string, path: string, development: boolean): Promise<string> {
  const loaded = await highlighter();
  const file = await compile(
    { value: source, path },
    {
      development,
      remarkPlugins: [remarkGfm],
      rehypePlugins: [
        rehypeSlug,
        [
          rehypeShikiFromHighlighter,
          loaded,
          {
            themes: THEMES,
            defaultColor: false,
            colorReplacements: COLORS,
            transformers: [consoleLines],
            // `title="x"` after the language reaches the component that draws the block.
            parseMetaString: (meta: string) => ({ 'data-meta': meta }),
          },
        ],
      ],
    },
  );
  return String(file);
}

export function mdx(): Plugin {
  let development = false;
  return {
    name: 'pod:mdx',
    enforce: 'pre',
    configResolved(config) {
      development = !config.isProduction;
    },
    transform: {
      filter: { id: /\.mdx$/ },
      async handler(source, id) {
        return { code: await compileMdx(source, id, development), map: null };
      },
    },
  };
}
