import type { Plugin } from 'vite';
import type { ManifestTransform } from 'workbox-build';

/** What the phone keeps for opening without a network: the files that field.html reaches, and none of the desk's. */
export function fieldFiles(): { plugin: Plugin; keep: ManifestTransform } {
  const reached = new Set<string>();
  const plugin: Plugin = {
    name: 'field-files',
    // While developing, as the api does it: every address of the phone and of the screen answers its page.
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (/^\/field(?=[/?]|$)/.test(request.url ?? '')) request.url = '/field.html';
        if (/^\/screen(?=[/?]|$)/.test(request.url ?? '')) request.url = '/screen.html';
        next();
      });
    },
    generateBundle(_options, bundle) {
      const walk = (name: string): void => {
        const chunk = bundle[name];
        if (reached.has(name) || chunk === undefined) return;
        reached.add(name);
        if (chunk.type !== 'chunk') return;
        for (const css of chunk.viteMetadata?.importedCss ?? []) reached.add(css);
        for (const asset of chunk.viteMetadata?.importedAssets ?? []) reached.add(asset);
        [...chunk.imports, ...chunk.dynamicImports].forEach(walk);
      };
      const entry = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.isEntry && file.name === 'field',
      );
      if (entry === undefined) this.error('the entry field.html is gone');
      walk(entry.fileName);
    },
  };
  const keep: ManifestTransform = (entries) => ({
    manifest: entries
      .filter(({ url }) => !url.startsWith('assets/') || reached.has(url))
      // The page under the address that the api answers, with its headers.
      .map((entry) => ({ ...entry, url: entry.url === 'field.html' ? '/field' : `/${entry.url}` })),
    warnings: [],
  });
  return { plugin, keep };
}
