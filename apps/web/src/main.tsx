import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as Antd, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { router } from './app';
import { NoAnswer, Problem } from './client/client';
import './client/shanghai';
import { useIsPhone } from './components/use-is-phone';
import './main.css';
import { startText } from './text';
import { theme } from './theme';

/** No space is pushed between the two characters of 交办. */
const BUTTON = { autoInsertSpace: false };

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Tried even without a network: a page that says so is better than one that waits for ever.
      networkMode: 'always',
      refetchOnReconnect: true,
      // What the server refused it will refuse again; a network may come back.
      retry: (failures, error) => (error instanceof NoAnswer || statusOf(error) >= 502) && failures < 2,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
const statusOf = (error: Error): number => (error instanceof Problem ? error.status : 0);

function Root({ locale }: { locale: typeof zhCN }) {
  const phone = useIsPhone();
  return (
    <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider locale={locale} theme={theme} componentSize={phone ? 'large' : 'middle'} button={BUTTON}>
        {/* Around the library's own holder: what a dialog shows asks for data too. */}
        <QueryClientProvider client={client}>
          <Antd component={false}>
            <RouterProvider router={router} />
          </Antd>
        </QueryClientProvider>
      </ConfigProvider>
    </StyleProvider>
  );
}

async function start(): Promise<void> {
  await startText();
  const english = i18next.language === 'en';
  if (!english) dayjs.locale('zh-cn');
  const locale = english ? (await import('antd/locale/en_US')).default : zhCN;
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <Root locale={locale} />
    </StrictMode>,
  );
}

void start();
