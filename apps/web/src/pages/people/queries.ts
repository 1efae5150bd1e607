import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

type Schemas = components['schemas'];
export type Person = Schemas['UserView'];
export type Role = Person['roles'][number];
export type Unit = Schemas['UnitView'];
type PeopleQuery = NonNullable<operations['Org_users']['parameters']['query']>;

export const ROLES: Role[] = ['officer', 'handler', 'head', 'supervisor', 'leader', 'administrator'];
export const UNIT_KINDS: Unit['kind'][] = ['bureau', 'department', 'company', 'street', 'leadership'];

export const usePeople = (query: PeopleQuery) =>
  useQuery({
    queryKey: ['users', 'list', query],
    queryFn: () => read(api.GET('/api/users', { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** Writes something about people or units, and has the lists asked for again. */
function useWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['users'] }),
        client.invalidateQueries({ queryKey: ['units'] }),
        client.invalidateQueries({ queryKey: ['my-unit'] }),
      ]),
  });
}

export const useCreatePerson = () => useWrite((body: Schemas['UserBody']) => read(api.POST('/api/users', { body })));

export const useChangePerson = (id: string) =>
  useWrite((body: Schemas['UserPatch']) => read(api.PATCH('/api/users/{id}', { params: { path: { id } }, body })));

export const useCreateUnit = () => useWrite((body: Schemas['UnitBody']) => read(api.POST('/api/units', { body })));

export const useChangeUnit = (id: string) =>
  useWrite((body: Schemas['UnitPatch']) => read(api.PATCH('/api/units/{id}', { params: { path: { id } }, body })));

/** A new one-time link, for somebody who lost the password. */
export const useNewLink = () =>
  useWrite((id: string) => read(api.POST('/api/users/{id}/activation-link', { params: { path: { id } } })));
