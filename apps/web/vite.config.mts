import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { fieldFiles } from './field-files.mts';

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
// Officials' browsers lag behind by years.
const target = ['chrome88', 'safari14'];
const field = fieldFiles();

export default defineConfig({
  root: from('.'),
  plugins: [
    react(),
    field.plugin,
    // Only the worker of the phone's pages: its manifest is a file, and field/update.ts registers it.
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/field',
      filename: 'sw.ts',
      manifest: false,
      injectRegister: false,
      injectManifest: {
        target,
        globPatterns: ['field.html', 'field.webmanifest', 'favicon.svg', 'icons/field-*.png', 'assets/*.{js,css}'],
        manifestTransforms: [field.keep],
      },
    }),
  ],
  build: {
    outDir: from('../../dist/web'),
    emptyOutDir: true,
    target,
    // Three entries: the desk; the phone of an officer, which must not load the desk's tables and charts; the big screen.
    rolldownOptions: { input: { index: from('index.html'), field: from('field.html'), screen: from('screen.html') } },
  },
  // As an object: the short form would change the Host, and writes from another address than their own are refused.
  server: { port: 5173, proxy: { '/api': { target: 'http://localhost:3000' } } },
});
