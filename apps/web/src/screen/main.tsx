import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ScreenApp } from './app';
import './screen.css';
import { takeToken } from './token';
import { startWords } from './words';

async function start(): Promise<void> {
  const token = takeToken();
  await startWords();
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <ScreenApp token={token} />
    </StrictMode>,
  );
}

void start();
