import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { markPage } from '../shared/lang.js';
import { App } from './app.js';
import { startRouter } from './router/location.js';
import { SessionProvider } from './state/session.js';
import '../shared/tokens.css';
import './portal.css';

markPage();
startRouter();
const place = document.getElementById('app');
if (place === null) throw new Error('index.html has no #app');
createRoot(place).render(
  <StrictMode>
    <SessionProvider>
      <App />
    </SessionProvider>
  </StrictMode>,
);
