import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components, operations } from '../../client/schema';

type Schemas = components['schemas'];
export type Ranking = Schemas['RankingView'];
export type Evaluation = Schemas['EvaluationView'];
export type EvaluationRow = Schemas['EvaluationRow'];
export type EvaluationState = EvaluationRow['state'];
export type UnitScore = Schemas['UnitScoreView'];
export type ScoreLine = Schemas['ScoreLineView'];
export type Objection = Schemas['ObjectionView'];
export type Entry = Schemas['EntryView'];
export type Scheme = Schemas['SchemeView'];
export type SchemeRow = Schemas['SchemeRow'];
export type SchemeRule = Schemas['SchemeRuleView'];
export type ScoringItem = Schemas['ScoringItemView'];
export type Condition = Schemas['ConditionView'];
export type Preview = Schemas['PreviewView'];
export type RankingQuery = NonNullable<operations['Rankings_one']['parameters']['query']>;

export const useRanking = (month: string, query: RankingQuery) =>
  useQuery({
    queryKey: ['scoring', 'ranking', month, query],
    queryFn: () => read(api.GET('/api/rankings/{month}', { params: { path: { month }, query } })),
    placeholderData: keepPreviousData,
  });

export const useUnitMeasures = () =>
  useQuery({
    queryKey: ['scoring', 'measures'],
    queryFn: () => read(api.GET('/api/scoring-measures')),
    staleTime: 3_600_000,
  });

export const useEvaluations = (query: { schemeId?: string; page: number; pageSize: number }) =>
  useQuery({
    queryKey: ['scoring', 'evaluations', query],
    queryFn: () => read(api.GET('/api/evaluations', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useEvaluation = (id: string) =>
  useQuery({
    queryKey: ['scoring', 'evaluation', id],
    queryFn: () => read(api.GET('/api/evaluations/{id}', { params: { path: { id } } })),
  });

export const useUnitScore = (id: string, unitId: string) =>
  useQuery({
    queryKey: ['scoring', 'evaluation', id, 'unit', unitId],
    queryFn: () => read(api.GET('/api/evaluations/{id}/units/{unitId}', { params: { path: { id, unitId } } })),
  });

export const useObjections = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ['scoring', 'evaluation', id, 'objections'],
    queryFn: () =>
      read(api.GET('/api/evaluations/{id}/objections', { params: { path: { id }, query: { pageSize: 200 } } })),
    enabled,
  });

export const useEntries = (query: { schemeId?: string; unitId?: string; page: number; pageSize: number }) =>
  useQuery({
    queryKey: ['scoring', 'entries', query],
    queryFn: () => read(api.GET('/api/scoring-entries', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useSchemes = () =>
  useQuery({
    queryKey: ['scoring', 'schemes'],
    queryFn: () => read(api.GET('/api/scoring-schemes', { params: { query: { pageSize: 200 } } })),
  });

export const useScheme = (id: string | undefined) =>
  useQuery({
    queryKey: ['scoring', 'scheme', id],
    queryFn: () => read(api.GET('/api/scoring-schemes/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
  });

/** Whatever was written, points may have changed: all of it is read again, also when it was refused. */
function useWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSettled: () => client.invalidateQueries({ queryKey: ['scoring'] }),
  });
}

export const useRun = () => useWrite((body: Schemas['EvaluationBody']) => read(api.POST('/api/evaluations', { body })));

export const useAnnounce = (id: string) =>
  useWrite((body: Schemas['AnnounceBody']) =>
    read(api.POST('/api/evaluations/{id}/announce', { params: { path: { id } }, body })),
  );

export const usePublish = (id: string) =>
  useWrite(() => read(api.POST('/api/evaluations/{id}/publish', { params: { path: { id } } })));

export const useObject = (id: string) =>
  useWrite((body: Schemas['ObjectionBody']) =>
    read(api.POST('/api/evaluations/{id}/objections', { params: { path: { id } }, body })),
  );

export const useRule = (id: string) =>
  useWrite((body: Schemas['RulingBody']) =>
    read(api.POST('/api/evaluation-objections/{id}/ruling', { params: { path: { id } }, body })),
  );

export const useAddEntry = () =>
  useWrite((body: Schemas['EntryBody']) => read(api.POST('/api/scoring-entries', { body })));

export const useWithdraw = (id: string) =>
  useWrite((body: Schemas['WithdrawBody']) =>
    read(api.POST('/api/scoring-entries/{id}/withdraw', { params: { path: { id } }, body })),
  );

export const useCreateScheme = () =>
  useWrite((body: Schemas['SchemeBody']) => read(api.POST('/api/scoring-schemes', { body })));

export const useChangeScheme = (id: string) =>
  useWrite((body: Schemas['SchemePatch']) =>
    read(api.PATCH('/api/scoring-schemes/{id}', { params: { path: { id } }, body })),
  );

export const useAddVersion = (id: string) =>
  useWrite((body: Schemas['SchemeVersionBody']) =>
    read(api.POST('/api/scoring-schemes/{id}/versions', { params: { path: { id } }, body })),
  );

export const usePreview = (id: string) =>
  useMutation({
    mutationFn: (body: Schemas['SchemePreviewBody']) =>
      read(api.POST('/api/scoring-schemes/{id}/preview', { params: { path: { id } }, body })),
  });

/** Adds a file to an entry or an objection. */
export async function sendScoringFile(owner: 'entries' | 'objections', id: string, file: File): Promise<void> {
  const form = new FormData();
  form.append('file', file, file.name);
  const path = owner === 'entries' ? `/api/scoring-entries/${id}/files` : `/api/evaluation-objections/${id}/files`;
  await read(
    fetch(path, { method: 'POST', body: form, credentials: 'same-origin' }).then(async (response) => {
      const answer: unknown = await response.json().catch(() => undefined);
      return response.ok ? { data: answer, response } : { error: answer, response };
    }),
  );
}

/** Where a kept file is; the browser keeps it under its name. */
export const fileAddress = (id: string): string => `/api/scoring-files/${id}/content`;
