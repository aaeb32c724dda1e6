/** Starts the site in the browser: takes over the served page, or draws the page when the empty shell was served. */
import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { progressStore, settingsStore } from '../adapters/index.ts';
import { StoresProvider } from '../ui/stores.tsx';
import { App } from './routes.tsx';
import { siteRoot, tidyPath } from './base.ts';
import '../ui/styles/index.css';

const base = siteRoot(document.documentElement.dataset['root'] ?? '/', location.href);

// The served page's links are relative to its own address; the router's are absolute, and React leaves attributes as it
// finds them. So they are made absolute here, before the address is tidied.
for (const link of document.querySelectorAll<HTMLAnchorElement>('#root a[href]')) {
  if (/^\.\.?\//.test(link.getAttribute('href') ?? '')) link.href = link.pathname + link.search + link.hash;
}
for (const link of document.querySelectorAll<HTMLLinkElement>('head link[href]')) link.setAttribute('href', link.href);

const tidy = tidyPath(location.pathname, base);
if (tidy !== location.pathname) history.replaceState(history.state, '', tidy + location.search + location.hash);

const stores = { progress: progressStore(), settings: settingsStore() };
const app = (
  <StrictMode>
    <StoresProvider stores={stores}>
      <BrowserRouter basename={base}>
        <App />
      </BrowserRouter>
    </StoresProvider>
  </StrictMode>
);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
if (root.firstElementChild === null) createRoot(root).render(app);
else hydrateRoot(root, app);
