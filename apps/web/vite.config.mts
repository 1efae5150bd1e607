import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: from('.'),
  plugins: [react()],
  build: {
    outDir: from('../../dist/web'),
    emptyOutDir: true,
    // Officials' browsers lag behind by years.
    target: ['chrome88', 'safari14'],
  },
  // As an object: the short form would change the Host, and writes from another address than their own are refused.
  server: { port: 5173, proxy: { '/api': { target: 'http://localhost:3000' } } },
});
