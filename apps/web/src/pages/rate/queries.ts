import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type RatingPage = Schemas['RatingPageView'];
export type Rating = Schemas['RatingView'];
export type Score = Schemas['RatingBody']['score'];

export const SCORES: Score[] = ['very-satisfied', 'satisfied', 'basically', 'dissatisfied'];

/** What the link opens. The secret goes in the body: addresses are written down on the way. */
export const useRatingPage = (token: string) =>
  useQuery({
    queryKey: ['rating-page', token],
    queryFn: () => read(api.POST('/api/ratings/look', { body: { token } })),
    enabled: token !== '',
    staleTime: Infinity,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });

export function useRate(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { score: Score; words: string }) => read(api.POST('/api/ratings', { body: { token, ...body } })),
    onSuccess: (rated) => client.setQueryData(['rating-page', token], rated),
  });
}

export const useRatings = (issueId: string, version: number) =>
  useQuery({
    // What the enterprise says is on the record: a new version asks again.
    queryKey: ['ratings', issueId, version],
    queryFn: () => read(api.GET('/api/issues/{id}/ratings', { params: { path: { id: issueId } } })),
  });

export function useRatingLink(issueId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['RatingLinkBody']) =>
      read(api.POST('/api/issues/{id}/rating-link', { params: { path: { id: issueId } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['ratings'] }),
  });
}

export const useRatingSummary = (from: string, enabled: boolean) =>
  useQuery({
    queryKey: ['ratings', 'summary', from],
    queryFn: () => read(api.GET('/api/ratings/summary', { params: { query: { from } } })),
    enabled,
  });
