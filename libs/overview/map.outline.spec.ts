import type { Problem } from '@app/platform';
import { MOST_AREAS, MOST_POINTS, readOutline } from './map.outline';

const square = [
  [113.2, 35.1],
  [113.3, 35.1],
  [113.3, 35.2],
  [113.2, 35.1],
];
const polygon = { type: 'Polygon', coordinates: [square] };
const feature = (geometry: unknown, properties: unknown = { name: '高新区' }) => ({
  type: 'Feature',
  properties,
  geometry,
});
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

test.each<[string, unknown, { name: string; rings: number }[]]>([
  ['a bare polygon', polygon, [{ name: '', rings: 1 }]],
  ['a feature with a name', feature(polygon), [{ name: '高新区', rings: 1 }]],
  ['a hole', { type: 'Polygon', coordinates: [square, square] }, [{ name: '', rings: 2 }]],
  [
    'several parts under one name',
    feature({ type: 'MultiPolygon', coordinates: [[square], [square]] }),
    [
      { name: '高新区', rings: 1 },
      { name: '高新区', rings: 1 },
    ],
  ],
  [
    'points and lines beside the border',
    collection(feature({ type: 'Point', coordinates: [113, 35] }), feature(polygon), feature(null)),
    [{ name: '高新区', rings: 1 }],
  ],
  [
    'an older file that names degrees',
    { ...polygon, crs: { properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } },
    [{ name: '', rings: 1 }],
  ],
  [
    'the national system',
    { ...polygon, crs: { properties: { name: 'urn:ogc:def:crs:EPSG::4490' } } },
    [{ name: '', rings: 1 }],
  ],
  ['a name with a tag in it', feature(polygon, { name: '<b>高新区\u0000</b>' }), [{ name: 'b高新区/b', rings: 1 }]],
  ['a name that is no text', feature(polygon, { name: 7 }), [{ name: '', rings: 1 }]],
])('takes %s', (_, given, wanted) => {
  expect(readOutline(given).map(({ name, rings }) => ({ name, rings: rings.length }))).toEqual(wanted);
});

test('keeps nothing but names and borders, to about a metre', () => {
  const given = feature(
    {
      type: 'Polygon',
      coordinates: [
        [
          [113.2000049, 35.1, 88],
          [113.3, 35.1],
          [113.3, 35.2],
          [113.2000049, 35.1, 88],
        ],
      ],
    },
    { name: '区', secret: 'x' },
  );
  expect(readOutline(given)).toEqual([
    {
      name: '区',
      rings: [
        [
          [113.2, 35.1],
          [113.3, 35.1],
          [113.3, 35.2],
          [113.2, 35.1],
        ],
      ],
    },
  ]);
});

const many = (count: number): unknown[] => [...Array.from({ length: count - 1 }, () => [113, 35]), [113, 35]];

test.each<[string, unknown, RegExp]>([
  ['no object', 'x', /GeoJSON/],
  ['an array', [polygon], /GeoJSON/],
  ['nothing in it', {}, /没有面/],
  ['only points', feature({ type: 'Point', coordinates: [113, 35] }), /没有面/],
  ['a collection without features', { type: 'FeatureCollection' }, /features/],
  ['a feature that is none', collection('x'), /第 1 个要素不完整/],
  [
    'metres in place of degrees',
    {
      type: 'Polygon',
      coordinates: [
        [
          [38512345, 3891234],
          [1, 1],
          [2, 2],
          [38512345, 3891234],
        ],
      ],
    },
    /不是经纬度/,
  ],
  [
    'latitude first',
    {
      type: 'Polygon',
      coordinates: [
        [
          [35.1, 113.2],
          [35.2, 113.2],
          [35.2, 113.3],
          [35.1, 113.2],
        ],
      ],
    },
    /经度在前/,
  ],
  ['another system by name', { ...polygon, crs: { properties: { name: 'urn:ogc:def:crs:EPSG::2383' } } }, /CGCS2000/],
  [
    'a coordinate that is no number',
    {
      type: 'Polygon',
      coordinates: [
        [
          ['113', 35],
          [1, 1],
          [2, 2],
          ['113', 35],
        ],
      ],
    },
    /不是数字/,
  ],
  [
    'a number that JSON makes infinite',
    {
      type: 'Polygon',
      coordinates: [
        [
          [Infinity, 35],
          [1, 1],
          [2, 2],
          [Infinity, 35],
        ],
      ],
    },
    /不是经纬度/,
  ],
  [
    'a line',
    {
      type: 'Polygon',
      coordinates: [
        [
          [113, 35],
          [114, 35],
        ],
      ],
    },
    /少于四个点/,
  ],
  [
    'an open ring',
    {
      type: 'Polygon',
      coordinates: [
        [
          [113, 35],
          [114, 35],
          [114, 36],
          [113, 36],
        ],
      ],
    },
    /没有闭合/,
  ],
  ['no coordinates', { type: 'Polygon' }, /没有坐标/],
  ['parts without coordinates', { type: 'MultiPolygon' }, /没有坐标/],
  ['too many points', { type: 'Polygon', coordinates: [many(MOST_POINTS + 1)] }, /抽稀/],
  [
    'too many areas',
    { type: 'MultiPolygon', coordinates: Array.from({ length: MOST_AREAS + 1 }, () => [square]) },
    /最多 300 个/,
  ],
])('refuses %s in a sentence', (_, given, sentence) => {
  let said: Problem | undefined;
  try {
    readOutline(given);
  } catch (error) {
    said = error as Problem;
  }
  expect(said?.status).toBe(400);
  expect(said?.message).toMatch(sentence);
});

test('the sentence names the feature', () => {
  expect(() =>
    readOutline(collection(feature(polygon), feature({ type: 'Polygon', coordinates: [[[113, 35]]] }))),
  ).toThrow('第 2 个要素');
});
