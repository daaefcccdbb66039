import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { watchPresence } from '../shared/presence.js';
import { App } from './app.js';
import { startTexts } from './texts/use-texts.js';
import '../shared/tokens.css';
import './styles/staff.css';

watchPresence();
await startTexts();
const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
