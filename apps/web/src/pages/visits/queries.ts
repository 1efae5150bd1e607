import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

type Schemas = components['schemas'];
export type Duty = Schemas['DutyRow'];
export type Visit = Schemas['VisitView'];
export type VisitRow = Schemas['VisitRow'];
export type VisitBody = Schemas['VisitBody'];
export type Photo = Schemas['PhotoView'];
export type Coverage = Schemas['CoverageView'];

export type DutyFilter = NonNullable<operations['Duties_list']['parameters']['query']>;
type VisitFilter = NonNullable<operations['Visits_list']['parameters']['query']>;

export const useDuties = (query: DutyFilter) =>
  useQuery({
    queryKey: ['visits', 'duties', query],
    queryFn: () => read(api.GET('/api/visits/duties', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useVisits = (query: VisitFilter) =>
  useQuery({
    queryKey: ['visits', 'list', query],
    queryFn: () => read(api.GET('/api/visits', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useVisit = (id: string) =>
  useQuery({
    queryKey: ['visits', 'one', id],
    queryFn: () => read(api.GET('/api/visits/{id}', { params: { path: { id } } })),
  });

/** Of projects and units, for those who may read the month. */
export const useCoverage = (query: { week?: string; month?: string; year?: number }) =>
  useQuery({
    queryKey: ['visits', 'coverage', query],
    queryFn: () => read(api.GET('/api/visits/coverage', { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** A write about visits and duties: everything that shows them is read again. */
export function useVisitWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all(
        ['visits', 'duties', 'projects', 'rollups', 'stand-ins', 'handovers'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}

/** Corrects a visit: a new version with its reason. */
export const useCorrectVisit = (id: string) =>
  useVisitWrite((body: Schemas['CorrectionBody']) =>
    read(api.POST('/api/visits/{id}/corrections', { params: { path: { id } }, body })),
  );
