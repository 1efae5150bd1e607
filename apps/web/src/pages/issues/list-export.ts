import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { api, read, sentenceOf } from '../../client/client';
import type { components } from '../../client/schema';

export type ExportBody = components['schemas']['IssueExportBody'];

/** Takes all pages of what is seen, or the chosen rows, as a sheet. */
export function useExport() {
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (body: ExportBody) => saveAnswer(api.POST('/api/issues/export', { body, parseAs: 'blob' })),
    onError: (error) => void message.error(sentenceOf(error)),
  });
}

/** Keeps the file that a call answers, under the name that came with it. */
export async function saveAnswer(
  call: Promise<{ data?: unknown; error?: unknown; response: Response }>,
): Promise<void> {
  const file = (await read<unknown>(call)) as Blob;
  save(file, nameIn((await call).response.headers.get('content-disposition')));
}

const nameIn = (disposition: string | null): string => {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : 'export.xlsx';
};

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
