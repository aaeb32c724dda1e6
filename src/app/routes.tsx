/** Every address of the site. A page is loaded when it is first shown; what it shows at once is listed in pages.ts. */
import { lazy } from 'react';
import { Navigate, type RouteObject } from 'react-router';
import { Layout } from './layout.tsx';

const Home = lazy(() => import('./routes/home.tsx'));
const Learn = lazy(() => import('./routes/learn.tsx'));
const Quiz = lazy(() => import('./routes/quiz.tsx'));
const Lab = lazy(() => import('./routes/lab.tsx'));
const Embed = lazy(() => import('./routes/embed.tsx'));
const About = lazy(() => import('./routes/about.tsx'));
const Progress = lazy(() => import('./routes/progress.tsx'));
const Glossary = lazy(() => import('./routes/glossary.tsx'));
const Coming = lazy(() => import('./routes/coming.tsx'));
const NotFound = lazy(() => import('./routes/not-found.tsx'));

/** The machine that `/lab` opens. */
const FIRST_LAB = '/lab/pid1';

export const routes: RouteObject[] = [
  {
    path: '/',
    element: <Layout />,
    children: [
      { index: true, element: <Home /> },
      { path: 'learn/:lesson', element: <Learn /> },
      { path: 'learn/:lesson/:section', element: <Learn /> },
      { path: 'quiz/:lesson', element: <Quiz /> },
      { path: 'lab', element: <Navigate to={FIRST_LAB} replace /> },
      { path: 'lab/:scenario', element: <Lab /> },
      { path: 'embed/:scenario', element: <Embed /> },
      { path: 'review', element: <Coming /> },
      { path: 'interview', element: <Coming /> },
      { path: 'train', element: <Coming /> },
      { path: 'about', element: <About /> },
      { path: 'progress', element: <Progress /> },
      { path: 'glossary', element: <Glossary /> },
      { path: '*', element: <NotFound /> },
    ],
  },
];
