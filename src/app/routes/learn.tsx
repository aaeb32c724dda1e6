/** One section of a lesson: its prose. */
import { createElement } from 'react';
import { useParams } from 'react-router';
import { mdxComponents } from '../../ui/mdx/index.tsx';
import { prose } from '../prose.ts';
import NotFound from './not-found.tsx';

export default function Learn() {
  const { lesson = '', section = '' } = useParams();
  const Prose = prose.get(`${lesson}/${section}`);
  if (Prose === undefined) return <NotFound />;
  return <article>{createElement(Prose, { components: mdxComponents })}</article>;
}
