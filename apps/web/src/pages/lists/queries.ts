import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type List = Schemas['ListView'];
export type Member = Schemas['MemberView'];
export type ListBody = Schemas['ListBody'];
export type ListPatch = Schemas['ListPatch'];
export type MemberBody = Schemas['MemberBody'];

export const useListsOf = (year: number) =>
  useQuery({
    queryKey: ['project-lists', 'of', year],
    queryFn: () => read(api.GET('/api/project-lists', { params: { query: { year, pageSize: 200 } } })),
    placeholderData: keepPreviousData,
  });

export const useMembers = (id: string, query: { month?: string; page: number; pageSize: number }) =>
  useQuery({
    queryKey: ['project-lists', 'members', id, query],
    queryFn: () => read(api.GET('/api/project-lists/{id}/members', { params: { path: { id }, query } })),
    placeholderData: keepPreviousData,
  });

/** Lists decide what the month counts and which visits are due: all of that is read again. */
function useWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all(
        ['project-lists', 'projects', 'rollups', 'visits'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}

export const useCreateList = () => useWrite((body: ListBody) => read(api.POST('/api/project-lists', { body })));

export const useChangeList = (id: string) =>
  useWrite((body: ListPatch) => read(api.PATCH('/api/project-lists/{id}', { params: { path: { id } }, body })));

/** Takes a project off again that was put on the list by mistake. */
export const useRemoveMember = (id: string) =>
  useWrite(
    ({ projectId, version, correctionReason }: { projectId: string; version: number; correctionReason?: string }) =>
      read(
        api.DELETE('/api/project-lists/{id}/members/{projectId}', {
          params: { path: { id, projectId }, query: { version, correctionReason } },
        }),
      ),
  );

export const usePutMember = (id: string) =>
  useWrite(({ projectId, ...body }: MemberBody & { projectId: string }) =>
    read(api.PUT('/api/project-lists/{id}/members/{projectId}', { params: { path: { id, projectId } }, body })),
  );
