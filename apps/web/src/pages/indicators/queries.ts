import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Board = Schemas['IndicatorBoard'];
export type Row = Schemas['IndicatorBoardRow'];
export type Group = Schemas['IndicatorBoardGroup'];
export type Detail = Schemas['IndicatorDetail'];
export type IndicatorBody = Schemas['IndicatorBody'];
export type IndicatorPatch = Schemas['IndicatorPatch'];
export type SplitItem = Schemas['IndicatorSplitItem'];
export type ActualBody = Schemas['ActualBody'];
export type ImportView = Schemas['IndicatorImportView'];
/** What figures are shown of: the whole, or a unit's part. */
export type Figures = Omit<Schemas['IndicatorBoardPart'], 'unitId' | 'unitName' | 'mayEnter'>;

export const useBoard = (year: number, month: string) =>
  useQuery({
    queryKey: ['indicators', 'board', year, month],
    queryFn: () => read(api.GET('/api/indicators/board', { params: { query: { year, month } } })),
    placeholderData: keepPreviousData,
  });

export const useIndicator = (id: string) =>
  useQuery({
    queryKey: ['indicators', 'one', id],
    queryFn: () => read(api.GET('/api/indicators/{id}', { params: { path: { id } } })),
  });

export const useTrend = (id: string) =>
  useQuery({
    queryKey: ['indicators', 'trend', id],
    queryFn: () => read(api.GET('/api/indicators/{id}/trend', { params: { path: { id } } })),
  });

export const useActuals = (id: string, page: number) =>
  useQuery({
    queryKey: ['indicators', 'actuals', id, page],
    queryFn: () =>
      read(api.GET('/api/indicators/{id}/actuals', { params: { path: { id }, query: { page, pageSize: 12 } } })),
    placeholderData: keepPreviousData,
  });

/** What was entered for a month, of one indicator: for the version of what is corrected. */
export const readActuals = (id: string, month: string) =>
  read(api.GET('/api/indicators/{id}/actuals', { params: { path: { id }, query: { month, pageSize: 200 } } }));

export const useChanges = (id: string, page: number) =>
  useQuery({
    queryKey: ['indicators', 'changes', id, page],
    queryFn: () =>
      read(api.GET('/api/indicators/{id}/changes', { params: { path: { id }, query: { page, pageSize: 10 } } })),
    placeholderData: keepPreviousData,
  });

function useWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => Promise.all(['indicators', 'rollups'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

export const useCreateIndicator = () => useWrite((body: IndicatorBody) => read(api.POST('/api/indicators', { body })));

export const useChangeIndicator = (id: string) =>
  useWrite((body: IndicatorPatch) => read(api.PATCH('/api/indicators/{id}', { params: { path: { id } }, body })));

export const useRemoveIndicator = () =>
  useWrite((id: string) => read(api.DELETE('/api/indicators/{id}', { params: { path: { id } } })));

export const useSplit = (id: string) =>
  useWrite((body: Schemas['IndicatorSplitBody']) =>
    read(api.PUT('/api/indicators/{id}/split', { params: { path: { id } }, body })),
  );

export const putActual = (id: string, month: string, body: ActualBody) =>
  read(api.PUT('/api/indicators/{id}/actuals/{month}', { params: { path: { id, month } }, body }));

export const useImport = (year: number) =>
  useWrite((file: File) => {
    const form = new FormData();
    form.append('file', file, file.name);
    return read(
      api.POST('/api/indicators/import', {
        params: { query: { year } },
        body: form as never,
        bodySerializer: (body: unknown) => body as FormData,
      }),
    );
  });
