const { readFileSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

const LONG = /from '\.\/support\/(browser|phone|officer-phone|office|process)'|\bseedDemo\(/;

/**
 * Whatever starts a browser, an office or the program as a process of its own takes long and comes first, so that all
 * workers end together: on a fresh clone Jest knows only how long a file is, not how long it takes.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    const isLong = new Map(tests.map(({ path }) => [path, LONG.test(readFileSync(path, 'utf8'))]));
    const sorted = super.sort(tests);
    return [...sorted.filter(({ path }) => isLong.get(path)), ...sorted.filter(({ path }) => !isLong.get(path))];
  }
};
