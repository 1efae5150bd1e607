const { createHash } = require('node:crypto');
const swc = require('@swc/core');

/** TypeScript → CommonJS with decorators and their metadata: Jest on Node 20 cannot strip types by itself. */
const OPTIONS = {
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  swcrc: false,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
};

module.exports = {
  process: (source, filename) => swc.transformSync(source, { ...OPTIONS, filename }),
  getCacheKey: (source, filename, { configString }) =>
    createHash('sha256')
      .update(source)
      .update(filename)
      .update(configString)
      .update(JSON.stringify(OPTIONS))
      .update(swc.version)
      .digest('hex'),
};
