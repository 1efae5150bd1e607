import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Duty = Schemas['DutyRow'];
export type Visit = Schemas['VisitView'];
export type VisitBody = Schemas['VisitBody'];

export interface DutyFilter {
  week?: string;
  unitId?: string;
  met?: 'true' | 'false';
  page?: number;
  pageSize?: number;
}

export const useDuties = (query: DutyFilter) =>
  useQuery({
    queryKey: ['visits', 'duties', query],
    queryFn: () => read(api.GET('/api/visits/duties', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useVisits = (query: {
  projectId?: string;
  from?: string;
  to?: string;
  page?: number;
  pageSize?: number;
}) =>
  useQuery({
    queryKey: ['visits', 'list', query],
    queryFn: () => read(api.GET('/api/visits', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useVisit = (id: string | undefined) =>
  useQuery({
    queryKey: ['visits', 'one', id],
    queryFn: () => read(api.GET('/api/visits/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
  });

/** Of projects and units, for those who may read the month. */
export const useCoverage = (month: string, enabled: boolean) =>
  useQuery({
    queryKey: ['visits', 'coverage', month],
    queryFn: () => read(api.GET('/api/visits/coverage', { params: { query: { month } } })),
    enabled,
    placeholderData: keepPreviousData,
  });
