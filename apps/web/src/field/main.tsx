import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { FieldApp } from './app';
import { startStore } from './store';
import { registerWorker, takeOver } from './update';
import { startWords } from './words';

async function start(): Promise<void> {
  await startWords();
  if (await takeOver()) return;
  await startStore();
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <FieldApp />
    </StrictMode>,
  );
  await registerWorker();
}

void start();
