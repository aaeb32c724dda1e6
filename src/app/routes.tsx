/**
 * Every address of the site. A page is loaded when it is first shown; what it shows at once is listed in pages.ts.
 * Declarative routes and not a data router: no page loads data, and the data router is 17 kB of every visit.
 */
import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Layout } from './layout.tsx';

const Home = lazy(() => import('./routes/home.tsx'));
const Learn = lazy(() => import('./routes/learn.tsx'));
const Quiz = lazy(() => import('./routes/quiz.tsx'));
const Cards = lazy(() => import('./routes/cards.tsx'));
const Lab = lazy(() => import('./routes/lab.tsx'));
const DnsLab = lazy(() => import('./routes/dns-lab.tsx'));
const Embed = lazy(() => import('./routes/embed.tsx'));
const About = lazy(() => import('./routes/about.tsx'));
const Progress = lazy(() => import('./routes/progress.tsx'));
const Glossary = lazy(() => import('./routes/glossary.tsx'));
const Reference = lazy(() => import('./routes/reference.tsx'));
const Coming = lazy(() => import('./routes/coming.tsx'));
const NotFound = lazy(() => import('./routes/not-found.tsx'));

/** The machine that `/lab` opens. */
const FIRST_LAB = '/lab/pid1';

export function App() {
  return (
    <Routes>
      <Route path="/" element={<Layout />}>
        <Route index element={<Home />} />
        <Route path="learn/:lesson" element={<Learn />} />
        <Route path="learn/:lesson/:section" element={<Learn />} />
        <Route path="quiz/:lesson" element={<Quiz />} />
        <Route path="cards/:lesson" element={<Cards />} />
        <Route path="lab" element={<Navigate to={FIRST_LAB} replace />} />
        <Route path="lab/dns" element={<DnsLab />} />
        <Route path="lab/:scenario" element={<Lab />} />
        <Route path="embed/:scenario" element={<Embed />} />
        <Route path="review" element={<Coming />} />
        <Route path="interview" element={<Coming />} />
        <Route path="train" element={<Coming />} />
        <Route path="about" element={<About />} />
        <Route path="progress" element={<Progress />} />
        <Route path="glossary" element={<Glossary />} />
        <Route path="reference/c" element={<Reference />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
