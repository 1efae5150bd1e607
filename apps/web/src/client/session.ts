import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { api, read } from './client';
import type { components } from './schema';

export type Me = components['schemas']['MeView'];
export type Role = Me['roles'][number];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => read(api.GET('/api/me')),
  staleTime: 300_000,
  gcTime: Infinity,
  retry: false,
});

/** Who is signed in. The frame of the pages has asked before any page is drawn. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { username: string; password: string }) => read(api.POST('/api/auth/login', { body })),
    onSuccess: async ({ user }) => {
      // What another person saw must not be seen by this one.
      if (client.getQueryData(meQuery.queryKey)?.id !== user.id) client.clear();
      await client.invalidateQueries();
    },
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => read(api.POST('/api/auth/logout')),
    // A fresh page: nothing of this person stays in memory.
    onSuccess: () => window.location.assign('/sign-in'),
  });
}
