import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

export type FigureAddress = components['schemas']['FigureAddress'];

/** A code once given stays with its figure. */
export const useFigureCode = (code: string) =>
  useQuery({
    queryKey: ['figures', 'code', code],
    queryFn: () => read(api.GET('/api/figures/{code}', { params: { path: { code } } })),
    staleTime: Infinity,
  });
