import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { api, read, sentenceOf } from '../../client/client';
import type { components, operations } from '../../client/schema';
import { saveAnswer } from '../issues/list-export';

type Schemas = components['schemas'];
export type PipelineRow = Schemas['PipelineRow'];
export type Pipeline = Schemas['PipelineView'];
export type PipelineBody = Schemas['PipelineBody'];
export type PipelinePatch = Schemas['PipelinePatch'];
export type Figures = Schemas['PipelineFigures'];
export type StageFigures = Schemas['PipelineStageFigures'];
export type Stage = Schemas['PipelineStageView'];
export type Item = Schemas['PipelineItemView'];
export type ItemBody = Schemas['PipelineItemBody'];
export type ItemPatch = Schemas['PipelineItemPatch'];
export type Passage = Schemas['PassageView'];
export type PassageBody = Schemas['PassageBody'];
export type TallyBody = Schemas['TallyBody'];
export type ItemQuery = NonNullable<operations['Pipelines_listItems']['parameters']['query']>;

export const usePipelines = (year: number, enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ['pipelines', 'of', year],
    queryFn: () => read(api.GET('/api/pipelines', { params: { query: { year, pageSize: 200 } } })),
    placeholderData: keepPreviousData,
  });

export const usePipeline = (id: string) =>
  useQuery({
    queryKey: ['pipelines', 'one', id],
    queryFn: () => read(api.GET('/api/pipelines/{id}', { params: { path: { id } } })),
  });

export const useFigures = (id: string, month: string | undefined) =>
  useQuery({
    queryKey: ['pipelines', 'figures', id, month],
    queryFn: () => read(api.GET('/api/pipelines/{id}/figures', { params: { path: { id }, query: { month } } })),
    placeholderData: keepPreviousData,
  });

export const useItems = (id: string, query: ItemQuery) =>
  useQuery({
    queryKey: ['pipelines', 'items', id, query],
    queryFn: () => read(api.GET('/api/pipelines/{id}/items', { params: { path: { id }, query } })),
    placeholderData: keepPreviousData,
  });

/** The newest year that has any: a year begins empty, and what people look for is mostly the one before. */
export const useNewestYear = (asked: boolean) =>
  useQuery({
    queryKey: ['pipelines', 'newest'],
    queryFn: () => read(api.GET('/api/pipelines', { params: { query: { pageSize: 1 } } })),
    select: ({ items }) => items[0]?.year,
    enabled: asked,
  });

/** Whatever is written moves figures: all of pipelines and the month are read again. */
function useWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => Promise.all(['pipelines', 'rollups'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

export const useCreatePipeline = () => useWrite((body: PipelineBody) => read(api.POST('/api/pipelines', { body })));

export const useChangePipeline = (id: string) =>
  useWrite((body: PipelinePatch) => read(api.PATCH('/api/pipelines/{id}', { params: { path: { id } }, body })));

export const useCreateItem = (id: string) =>
  useWrite((body: ItemBody) => read(api.POST('/api/pipelines/{id}/items', { params: { path: { id } }, body })));

export const useChangeItem = (id: string, itemId: string) =>
  useWrite((body: ItemPatch) =>
    read(api.PATCH('/api/pipelines/{id}/items/{itemId}', { params: { path: { id, itemId } }, body })),
  );

export const usePass = (id: string, itemId: string) =>
  useWrite(({ stageId, ...body }: PassageBody & { stageId: string }) =>
    read(
      api.PUT('/api/pipelines/{id}/items/{itemId}/passages/{stageId}', {
        params: { path: { id, itemId, stageId } },
        body,
      }),
    ),
  );

export const useWithdraw = (id: string, itemId: string, stageId: string) =>
  useWrite((query: { reason: string; withdrawnOn?: string; version: number; correctionReason?: string }) =>
    read(
      api.DELETE('/api/pipelines/{id}/items/{itemId}/passages/{stageId}', {
        params: { path: { id, itemId, stageId }, query },
      }),
    ),
  );

export const usePutTally = () =>
  useWrite(({ stageId, month, ...body }: TallyBody & { stageId: string; month: string }) =>
    read(api.PUT('/api/pipelines/stages/{stageId}/tallies/{month}', { params: { path: { stageId, month } }, body })),
  );

export const useRemoveTally = (stageId: string, month: string) =>
  useWrite((query: { reason: string; correctionReason?: string }) =>
    read(
      api.DELETE('/api/pipelines/stages/{stageId}/tallies/{month}', { params: { path: { stageId, month }, query } }),
    ),
  );

/** All pages of what is seen, as a sheet. */
export function useExportItems(id: string) {
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (query: ItemQuery) =>
      saveAnswer(api.POST('/api/pipelines/{id}/export', { params: { path: { id }, query }, parseAs: 'blob' })),
    onError: (error) => void message.error(sentenceOf(error)),
  });
}
