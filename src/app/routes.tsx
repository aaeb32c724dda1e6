/** Every address of the site. A page is loaded when it is first shown; what it shows at once is listed in pages.ts. */
import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { Layout } from './layout.tsx';

const Home = lazy(() => import('./routes/home.tsx'));
const Learn = lazy(() => import('./routes/learn.tsx'));
const Lab = lazy(() => import('./routes/lab.tsx'));
const Embed = lazy(() => import('./routes/embed.tsx'));
const About = lazy(() => import('./routes/about.tsx'));
const Progress = lazy(() => import('./routes/progress.tsx'));
const Glossary = lazy(() => import('./routes/glossary.tsx'));
const NotFound = lazy(() => import('./routes/not-found.tsx'));

export const routes: RouteObject[] = [
  { path: '/embed/:scenario', element: <Embed /> },
  {
    path: '/',
    element: <Layout />,
    children: [
      { index: true, element: <Home /> },
      { path: 'learn/:lesson/:section', element: <Learn /> },
      { path: 'lab/:scenario', element: <Lab /> },
      { path: 'about', element: <About /> },
      { path: 'progress', element: <Progress /> },
      { path: 'glossary', element: <Glossary /> },
      { path: '*', element: <NotFound /> },
    ],
  },
];
