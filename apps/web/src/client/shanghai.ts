import dayjs, { type PluginFunc } from 'dayjs';

interface Parsing {
  parse: (this: unknown, config: { date: unknown }) => void;
}

/**
 * Instants come from the API with the offset of Shanghai and are shown as they are written, in whatever zone the browser is:
 * a deadline of 18:00 is 18:00 for everybody. Nothing here compares an instant with the browser's own clock.
 */
const shanghai: PluginFunc = (_, Dayjs) => {
  const prototype = Dayjs.prototype as unknown as Parsing;
  const parse = prototype.parse;
  prototype.parse = function (config) {
    const { date } = config;
    parse.call(this, typeof date === 'string' ? { ...config, date: date.replace(/\+08:00$/, '') } : config);
  };
};

dayjs.extend(shanghai);
