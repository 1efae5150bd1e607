import type { FieldProject, SentVisit, ServerVisit } from './contract';
import type { Draft, DraftContent, Photo } from './model';
import { bodyWith, missingOf, onlyFound } from './resolution';
import { amountOf, bodyOf, faultKeysOf, toldProgress } from './visit-body';

const NOW = Date.parse('2024-10-16T03:00:00Z');
const content: DraftContent = {
  visitedAt: '2024-10-16T02:00:00.000Z',
  note: ' 主体封顶 ',
  completed: null,
  physicalProgress: '',
  progressUnchanged: false,
  rechecks: {},
  issues: [],
  location: null,
};
const draft = (part: Partial<Draft> = {}): Draft =>
  ({ ...content, id: 'v', projectId: 'p', prefill: null, ...part }) as Draft;
const position = { latitude: 33.5, longitude: 114, accuracy: 12, at: '2024-10-16T02:00:00.000Z' };
const photo = (id: string, addedAt: number, part: Partial<Photo> = {}): Photo =>
  ({ id, addedAt, state: 'ready', source: 'camera', location: null, ...part }) as Photo;

describe('what is sent', () => {
  it('has no field that was not filled in', () => {
    expect(bodyOf(draft(), [])).toEqual({
      id: 'v',
      projectId: 'p',
      visitedAt: content.visitedAt,
      note: '主体封顶',
      location: null,
      issues: [],
    });
  });

  it('photos in the order they were taken, those that cannot be read left out; the place of the first from the camera', () => {
    const body = bodyOf(draft(), [
      photo('c', 3, { location: position }),
      photo('a', 1, { source: 'gallery', location: { ...position, latitude: 1 } }),
      photo('x', 2, { state: 'unreadable' }),
    ]);
    expect(body.photoIds).toEqual(['a', 'c']);
    // The instant of the fix stays with the photo: the server's visit knows a place only.
    const { at: _, ...place } = position;
    expect(body.location).toEqual(place);
  });

  it('re-checks without an empty note', () => {
    const rechecks = {
      i: { finding: 'still' as const, note: ' ' },
      j: { finding: 'solved' as const, note: '已通电', title: '缺电', number: 'WT-1' },
    };
    expect(bodyOf(draft({ rechecks }), []).rechecks).toEqual([
      { issueId: 'i', finding: 'still' },
      { issueId: 'j', finding: 'solved', note: '已通电' },
    ]);
  });
});

describe('the progress that is told', () => {
  const prefill = { completed: '1250.5', physicalProgress: '二期基础' };
  it.each<[string, Partial<Draft>, object]>([
    ['nothing when it was left as it was', { completed: '1,250.5', physicalProgress: '二期基础 ' }, {}],
    ['no change, when the officer says so', { completed: '9', progressUnchanged: true }, { progressUnchanged: true }],
    [
      'both when one of them is new',
      { completed: '1300', physicalProgress: '二期基础' },
      { completed: '1300', physicalProgress: '二期基础' },
    ],
    ['only the sentence', { completed: '', physicalProgress: '主体封顶' }, { physicalProgress: '主体封顶' }],
  ])('%s', (_, part, told) => {
    expect(toldProgress(draft({ prefill, ...part }))).toEqual(told);
  });

  it('amounts as a thumb types them', () => {
    expect(['1，250.5', ' 1 300 ', '7。5', '', null].map(amountOf)).toEqual(['1250.5', '1300', '7.5', null, null]);
  });
});

describe('what is missing', () => {
  const project = { photo: { required: true, purpose: '形象进度留痕' } } as FieldProject;
  it.each<[string, Partial<DraftContent>, number, FieldProject | null, string[]]>([
    ['nothing', {}, 1, project, []],
    ['a sentence', { note: ' ' }, 1, project, ['note']],
    ['a photo that the list asks for', {}, 0, project, ['photoIds']],
    ['no photo where nothing is known', {}, 0, null, []],
    ['a time that has come', { visitedAt: '2024-10-16T03:11:00Z' }, 1, project, ['visitedAt']],
    ['a number', { completed: '约 1200' }, 1, project, ['completed']],
    ['no number when nothing changed', { completed: '约 1200', progressUnchanged: true }, 1, project, []],
    [
      'category and words of a problem',
      { issues: [{ id: 'i', title: '缺', categoryCode: null, severity: 'high' }] },
      1,
      project,
      ['issues.0.categoryCode', 'issues.0.title'],
    ],
  ])('%s', (_, part, photos, known, fields) => {
    expect(Object.keys(faultKeysOf({ ...content, ...part }, photos, known, NOW)).sort()).toEqual(fields);
  });
});

describe('a conflict', () => {
  const issue = (id: string) => ({
    id,
    title: '缺电',
    description: '',
    categoryCode: 'power',
    severity: 'high' as const,
  });
  const body: SentVisit = {
    ...bodyOf(draft({ completed: '5' }), [photo('a', 1), photo('b', 2)]),
    issues: [issue('i'), issue('j')],
    rechecks: [{ issueId: 'k', finding: 'still' }],
  };
  const server = { issues: [{ id: 'i' }], rechecks: [], photos: [{ id: 'a' }] } as unknown as ServerVisit;

  it('knows what of the phone the server does not have', () => {
    const missing = missingOf(body, server);
    expect(missing.issues.map(({ id }) => id)).toEqual(['j']);
    expect(missing.rechecks).toEqual([{ issueId: 'k', finding: 'still' }]);
    expect(missing.photoIds).toEqual(['b']);
    // Nothing twice: neither list is empty rather than absent.
    expect(bodyWith(body, { issues: [], rechecks: [], photoIds: [] })).not.toHaveProperty('photoIds');
  });

  it('what goes beside a correction tells no progress twice', () => {
    const rest = onlyFound(body, missingOf(body, server));
    expect(rest).toMatchObject({ note: '主体封顶', issues: [{ id: 'j' }] });
    expect(rest).not.toHaveProperty('completed');
    expect(rest).not.toHaveProperty('photoIds');
  });
});
