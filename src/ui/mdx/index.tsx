/** The components that prose may use (content/README.md). A tag that is not here fails the build. */
import type { ComponentProps, ComponentType } from 'react';
import { Predict } from '../learn/predict.tsx';
import { TaskList } from '../learn/task-list.tsx';
import { Lookups } from './lookups.tsx';
import { Compare, Console, LabButton, Program } from './machine.tsx';
import { Figure, Gates, HalfTrue, Heading, Keys, Lead, Note, SourceMark, Table, Term } from './prose.tsx';

/** Attributes of a tag in prose are checked by the content validation, not by the compiler. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Tag = ComponentType<any>;

export const mdxComponents: Readonly<Record<string, Tag>> = {
  h1: Heading,
  table: Table,
  a: (props: ComponentProps<'a'>) => <a {...props} />,
  Lead,
  Predict,
  Tasks: TaskList,
  Console,
  Lab: LabButton,
  Compare,
  Lookups,
  Program,
  Note,
  HalfTrue,
  Figure,
  Gates,
  Source: SourceMark,
  Term,
  Keys,
};
