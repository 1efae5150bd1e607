import { StatementNames } from './prepared';

describe('statements that are prepared', () => {
  it('are those that come for the third time, each under its own name for ever', () => {
    const names = new StatementNames();
    expect(['a', 'a', 'b', 'a', 'b', 'a', 'b'].map((text) => names.nameOf(text))).toEqual([
      ...[undefined, undefined, undefined, 's1', undefined, 's1', 's2'],
    ]);
  });

  it('stay few, and a flood of texts that come once makes none', () => {
    const names = new StatementNames();
    const texts = Array.from({ length: 5_000 }, (_, index) => `select ${index}`);
    expect(texts.map((text) => names.nameOf(text)).filter(Boolean)).toEqual([]);
    const named = [...texts, ...texts, ...texts].map((text) => names.nameOf(text));
    const again = texts.flatMap((text) => [names.nameOf(text), names.nameOf(text), names.nameOf(text)]);
    expect(new Set([...named, ...again].filter(Boolean)).size).toBe(200);
  });
});
