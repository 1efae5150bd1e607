// Prints the phone's store as one script that a page can run (`FieldStore`), with what pages watch through hooks.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const entry = fileURLToPath(new URL('../../apps/web/src/field/store/index.ts', import.meta.url));
const WATCHED = ['database', 'drafts', 'session', 'bundle', 'strip'];
const exported = WATCHED.map((name) => `export { ${name} } from './${name}';`).join('\n');

const [{ output }] = await build({
  configFile: false,
  logLevel: 'silent',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [{ name: 'watched', transform: (code, id) => (id === entry ? `${code}\n${exported}` : undefined) }],
  build: {
    write: false,
    minify: false,
    target: ['chrome88', 'safari14'],
    lib: { entry, name: 'FieldStore', formats: ['iife'] },
  },
});
process.stdout.write(output[0].code);
