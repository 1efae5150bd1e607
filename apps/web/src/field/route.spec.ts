import { routeOf, to } from './route';

it.each([
  ['/field', { screen: 'week' }],
  ['/field/', { screen: 'week' }],
  ['/field?utm=x', { screen: 'week' }],
  [to.project('a1'), { screen: 'project', projectId: 'a1' }],
  [to.visit('d1'), { screen: 'visit', draftId: 'd1' }],
  [to.outbox, { screen: 'outbox' }],
  [to.map, { screen: 'map' }],
  [to.about, { screen: 'about' }],
  [to.signIn('/field'), { screen: 'sign-in', next: '/field' }],
  [to.signIn('/field/p/a1'), { screen: 'sign-in', next: '/field/p/a1' }],
  ['/field/visit', { screen: 'lost' }],
  ['/field/visit/a/b', { screen: 'lost' }],
  ['/field/nowhere', { screen: 'lost' }],
])('%s', (address, route) => expect(routeOf(address)).toEqual(route));

it.each(['https://evil.example/', '//evil.example', '/fieldless', '/', 'javascript:alert(1)'])(
  'after signing in nobody is led to %s',
  (next) => expect(routeOf(to.signIn(next))).toEqual({ screen: 'sign-in', next: '/field' }),
);
