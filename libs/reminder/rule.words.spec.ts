import fc from 'fast-check';
import { faultOfTemplate, fill } from './rule.words';

describe('filling a template', () => {
  it.each([
    ['已超期：{编号} {标题}', { 编号: 'WT-1', 标题: '停电' }, '已超期：WT-1 停电'],
    ['[项目：{项目}。]请办理。', { 项目: '富锶' }, '项目：富锶。请办理。'],
    ['[项目：{项目}。]请办理。', { 项目: '' }, '请办理。'],
    ['[项目：{项目}。][主办：{单位}。]', { 项目: '', 单位: '供电' }, '主办：供电。'],
    ['{没有}', {}, ''],
    ['{标题}', { 标题: '[a] {b}' }, '[a] {b}'],
    ['[不含变量]', {}, '不含变量'],
  ])('%s', (template, words, text) => expect(fill(template, words)).toBe(text));

  it('a value is written as it is, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        expect(fill('a{x}b', { x: value })).toBe(`a${value}b`);
        expect(fill('a[-{x}-]b', { x: value })).toBe(`a-${value}-b`);
      }),
    );
  });
});

describe('a template', () => {
  it.each([
    ['{编号} {标题}', undefined],
    ['[项目：{项目}。]好', undefined],
    ['', undefined],
    ['{编码}', '没有“{编码}”这个变量'],
    ['{编号', '花括号不成对'],
    ['编号}', '花括号不成对'],
    ['[{项目}', '方括号不成对'],
    ['[[{项目}]]', '方括号不成对'],
  ])('%s', (template, fault) => {
    const found = faultOfTemplate(template, ['编号', '标题', '项目']);
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });

  it('that has no fault leaves no bracket and no placeholder behind', () => {
    const part = fc.constantFrom('{项目}', '[项目：{项目}。]', '[x]', '请办理', '{编号}');
    fc.assert(
      fc.property(fc.array(part), fc.boolean(), (parts, there) => {
        const template = parts.join('');
        expect(faultOfTemplate(template, ['项目', '编号'])).toBeUndefined();
        expect(fill(template, there ? { 项目: '甲', 编号: '1' } : {})).not.toMatch(/[[\]{}]/);
      }),
    );
  });
});
