/** An .mdx module has one export: the component. Metadata lives in lesson.ts, components come by provider. */
declare module '*.mdx' {
  import type { ComponentType } from 'react';
  const Content: ComponentType<{ components?: Readonly<Record<string, unknown>> }>;
  export default Content;
}
