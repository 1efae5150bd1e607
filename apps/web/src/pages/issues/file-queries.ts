import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Attachment = Schemas['AttachmentView'];
export type Comment = Schemas['CommentView'];
export type TimelineItem = Schemas['TimelineItem'];
export type TimelineKind = TimelineItem['kind'];

const PAGE_SIZE = 30;
/** As many as an issue may have: one page holds them all. */
const ALL_ATTACHMENTS = 50;

export const contentUrl = (id: string): string => `/api/attachments/${id}/content`;
export const thumbnailUrl = (id: string): string => `/api/attachments/${id}/thumbnail`;

/** Everything that happened, newest first; a new version of the issue asks again. */
export const useTimeline = (issueId: string, version: number, kind: TimelineKind | undefined) =>
  useInfiniteQuery({
    queryKey: ['issues', 'timeline', issueId, kind ?? 'all', version],
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/api/issues/{id}/timeline', {
          params: { path: { id: issueId }, query: { page: pageParam, pageSize: PAGE_SIZE, kind } },
        }),
      ),
    initialPageParam: 1,
    getNextPageParam: ({ page, pageSize, total }) => (page * pageSize < total ? page + 1 : undefined),
    placeholderData: keepPreviousData,
  });

export const useAttachments = (issueId: string) =>
  useQuery({
    queryKey: ['issues', 'attachments', issueId],
    queryFn: () =>
      read(
        api.GET('/api/issues/{id}/attachments', {
          params: { path: { id: issueId }, query: { pageSize: ALL_ATTACHMENTS } },
        }),
      ),
  });

/** What was added stands on the timeline and in the choice of evidence. */
export function useAdded(issueId: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['issues', 'timeline', issueId] });
    void client.invalidateQueries({ queryKey: ['issues', 'attachments', issueId] });
  };
}

export function useComment(issueId: string) {
  return useMutation({
    mutationFn: (body: Schemas['CommentBody']) =>
      read(api.POST('/api/issues/{id}/comments', { params: { path: { id: issueId } }, body })),
    onSuccess: useAdded(issueId),
  });
}

/** Who can be mentioned, by part of a name; asked once somebody types `@`. */
export const usePeople = (issueId: string, q: string | undefined) =>
  useQuery({
    queryKey: ['issues', 'people', issueId, q],
    queryFn: () =>
      read(
        api.GET('/api/issues/{id}/people', {
          params: { path: { id: issueId }, query: { q: q || undefined, pageSize: 20 } },
        }),
      ),
    enabled: q !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
