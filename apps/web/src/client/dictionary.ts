import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import i18next from 'i18next';
import { api, read } from './client';
import type { components } from './schema';

type DictionaryView = components['schemas']['DictionaryView'];
export type Word =
  | 'state'
  | 'action'
  | 'severity'
  | 'light'
  | 'role'
  | 'unitKind'
  | 'listKind'
  | 'basis'
  | 'milestone'
  | 'timedStep'
  | 'evidence'
  | 'ledgerSubject'
  | 'escalation';

export interface Dictionary extends DictionaryView {
  /** The word for a code, in the language of the pages. */
  word: (
    kind:
      | Word
      | 'batch'
      | 'category'
      | 'visitEvery'
      | 'order'
      | 'score'
      | 'dutyState'
      | 'finding'
      | 'photoSource'
      | 'question'
      | 'standInReason'
      | 'handoverState'
      | 'pipelineKind'
      | 'stageAmount'
      | 'indicatorKind'
      | 'direction'
      | 'indicatorLight'
      | 'relation'
      | 'deliveryState',
    code: string,
  ) => string;
}

export const dictionaryQuery = queryOptions({
  queryKey: ['dictionary'],
  queryFn: () => read(api.GET('/api/dictionary')),
  staleTime: 3_600_000,
  gcTime: Infinity,
  select: (view): Dictionary => ({
    ...view,
    word: (kind, code) => {
      const label = view.words[kind]?.[code];
      return (i18next.language === 'en' ? label?.en : label?.zh) ?? '—';
    },
  }),
});

export const districtQuery = queryOptions({
  queryKey: ['district'],
  queryFn: () => read(api.GET('/api/district')),
  // `today` is in it.
  staleTime: 300_000,
  refetchInterval: 600_000,
  gcTime: Infinity,
});

/** Words of all codes, categories and ledgers. The frame of the pages has asked before any page is drawn. */
export const useDictionary = (): Dictionary => useSuspenseQuery(dictionaryQuery).data;

/** The district and its today, likewise. */
export const useDistrict = (): components['schemas']['DistrictView'] => useSuspenseQuery(districtQuery).data;

/** Departments and companies, for choices. */
export const useUnits = () =>
  useQuery({
    queryKey: ['units'],
    queryFn: () => read(api.GET('/api/units', { params: { query: { pageSize: 200 } } })),
    staleTime: 300_000,
  });
