import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type CalendarYear = Schemas['CalendarYearView'];
export type CalendarDay = Schemas['CalendarDayView'];
export type WorkingMonth = Schemas['WorkingMonthView'];
export type Preview = Schemas['CalendarPreview'];
export type Move = Schemas['CalendarMove'];
export type PreviewBody = Schemas['CalendarPreviewBody'];

export const useCalendarYear = (year: number) =>
  useQuery({
    queryKey: ['calendar', year],
    queryFn: () => read(api.GET('/api/calendar/{year}', { params: { path: { year } } })),
    placeholderData: keepPreviousData,
  });

export const usePreview = () =>
  useMutation({ mutationFn: (body: PreviewBody) => read(api.POST('/api/calendar/preview', { body })) });

/** Publishes the year: deadlines, lights and what is asked for may all be others then. */
export function useConfirm(year: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['CalendarYearBody']) =>
      read(api.PUT('/api/calendar/{year}', { params: { path: { year } }, body })),
    onSuccess: () => client.invalidateQueries(),
  });
}
