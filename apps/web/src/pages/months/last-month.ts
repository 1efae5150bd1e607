import dayjs from 'dayjs';

/** The newest month that is over: its entries are in, while the running one has hardly begun. */
export const lastMonth = (today: string): string => dayjs(today).subtract(1, 'month').format('YYYY-MM');
