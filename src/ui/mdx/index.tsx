/** The components that prose may use (content/README.md). A tag that is not here fails the build. */
import type { ComponentType, PropsWithChildren } from 'react';

type Tag = ComponentType<PropsWithChildren<Readonly<Record<string, unknown>>>>;

const plain: Tag = ({ children }) => <div>{children}</div>;
const inline: Tag = ({ children }) => <span>{children}</span>;

export const mdxComponents: Readonly<Record<string, Tag>> = {
  Lead: plain,
  Predict: plain,
  Tasks: plain,
  Console: plain,
  Lab: plain,
  Compare: plain,
  Program: plain,
  Note: plain,
  HalfTrue: plain,
  Figure: plain,
  Gates: plain,
  Source: inline,
  Term: inline,
  Keys: inline,
};
