import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

type Schemas = components['schemas'];
export type Project = Schemas['ProjectView'];
export type ProjectRow = Schemas['ProjectRow'];
export type ProjectQuery = NonNullable<operations['Projects_list']['parameters']['query']>;
export type Basis = Schemas['PlanBody']['basis'];
export type MilestoneKind = Schemas['MilestoneView']['kind'];

export const useProjects = (query: ProjectQuery, enabled = true) =>
  useQuery({
    queryKey: ['projects', 'list', query],
    queryFn: () => read(api.GET('/api/projects', { params: { query } })),
    placeholderData: keepPreviousData,
    enabled,
  });

export const useProject = (id: string) =>
  useQuery({
    queryKey: ['projects', 'one', id],
    queryFn: () => read(api.GET('/api/projects/{id}', { params: { path: { id } } })),
  });

/** Plan, completed and rate of one project as of a month: the row that the list shows, so that both say the same. */
export const useProjectAsOf = (project: Pick<Project, 'id' | 'name'>, month: string) =>
  useQuery({
    queryKey: ['projects', 'list', 'as-of', project.id, month],
    queryFn: async () => {
      const page = await read(
        api.GET('/api/projects', { params: { query: { q: project.name.slice(0, 60), month, pageSize: 50 } } }),
      );
      return page.items.find(({ id }) => id === project.id) ?? null;
    },
    placeholderData: keepPreviousData,
  });

export const useProjectIssues = (projectId: string) =>
  useQuery({
    queryKey: ['issues', 'of-project', projectId],
    queryFn: () =>
      read(api.GET('/api/issues', { params: { query: { projectId, sort: '-registered', pageSize: 10 } } })),
  });

export const useChanges = (id: string, page: number, enabled: boolean) =>
  useQuery({
    queryKey: ['projects', 'changes', id, page],
    queryFn: () =>
      read(api.GET('/api/projects/{id}/changes', { params: { path: { id }, query: { page, pageSize: 10 } } })),
    placeholderData: keepPreviousData,
    enabled,
  });

export const useLists = (year?: number) =>
  useQuery({
    queryKey: ['project-lists', year ?? 'all'],
    queryFn: () => read(api.GET('/api/project-lists', { params: { query: { year, pageSize: 200 } } })),
    staleTime: 60_000,
  });

export const usePeople = (role: 'officer' | 'leader', enabled: boolean) =>
  useQuery({
    queryKey: ['users', role],
    queryFn: () => read(api.GET('/api/users', { params: { query: { role, pageSize: 200 } } })),
    staleTime: 300_000,
    enabled,
  });

/** A write about projects: everything that shows projects, months or duties is read again. */
function useWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all(
        ['projects', 'project-lists', 'rollups', 'visits'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}

export const useCreateProject = () =>
  useWrite((body: Schemas['ProjectBody']) => read(api.POST('/api/projects', { body })));

export const useChangeProject = (id: string) =>
  useWrite((body: Schemas['ProjectPatch']) =>
    read(api.PATCH('/api/projects/{id}', { params: { path: { id } }, body })),
  );

export const usePutPlan = (id: string) =>
  useWrite(({ year, ...body }: Schemas['PlanBody'] & { year: number }) =>
    read(api.PUT('/api/projects/{id}/plans/{year}', { params: { path: { id, year } }, body })),
  );

export const usePutProgress = (id: string) =>
  useWrite(({ month, ...body }: Schemas['ProgressBody'] & { month: string }) =>
    read(api.PUT('/api/projects/{id}/progress/{month}', { params: { path: { id, month } }, body })),
  );

export const usePutMilestone = (id: string) =>
  useWrite(({ kind, ...body }: Schemas['MilestoneBody'] & { kind: MilestoneKind }) =>
    read(api.PUT('/api/projects/{id}/milestones/{kind}', { params: { path: { id, kind } }, body })),
  );
