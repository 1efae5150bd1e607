import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

export type Matrix = components['schemas']['MatrixView'];
export type MatrixRow = components['schemas']['MatrixRow'];
export type MatrixQuery = NonNullable<operations['Duties_matrix']['parameters']['query']>;

export const useMatrix = (query: MatrixQuery) =>
  useQuery({
    queryKey: ['duties', 'matrix', query],
    queryFn: () => read(api.GET('/api/duties/matrix', { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** The weeks of one project; the last 53 when no year is named. */
export const useProjectDuties = (id: string, year?: number) =>
  useQuery({
    queryKey: ['duties', 'of-project', id, year],
    queryFn: () => read(api.GET('/api/projects/{id}/duties', { params: { path: { id }, query: { year } } })),
    placeholderData: keepPreviousData,
  });
