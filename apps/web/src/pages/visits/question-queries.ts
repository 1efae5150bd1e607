import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';
import { useVisitWrite } from './queries';

export type Question = components['schemas']['QuestionView'];

export const useQuestions = (query: { seen: 'true' | 'false'; page: number; pageSize: number }) =>
  useQuery({
    queryKey: ['duties', 'questions', query],
    queryFn: () => read(api.GET('/api/duties/questions', { params: { query } })),
    placeholderData: keepPreviousData,
  });

export const useSeeQuestion = (key: string) =>
  useVisitWrite((body: { note: string }) =>
    read(api.PUT('/api/duties/questions/{key}', { params: { path: { key } }, body })),
  );
