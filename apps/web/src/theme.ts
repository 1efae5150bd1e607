import type { ThemeConfig } from 'antd';

/** Blue, white and a calm grey, as officials' systems are liked. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1558b0',
    colorLink: '#1558b0',
    colorInfo: '#1558b0',
    colorBgLayout: '#f2f4f7',
    // Secondary text must still be read on a grey card in sunlight.
    colorTextDescription: 'rgba(0, 0, 0, 0.62)',
    colorTextSecondary: 'rgba(0, 0, 0, 0.65)',
    colorTextPlaceholder: 'rgba(0, 0, 0, 0.56)',
    // The library's red and green are too pale for small words.
    colorError: '#c41d1f',
    colorSuccess: '#1d7031',
    colorSuccessBg: '#e3f4dc',
    colorSuccessBorder: '#b5dba6',
    colorWarningText: '#8a4b00',
    colorErrorBg: '#fff1f0',
    colorErrorBorder: '#ffccc7',
    borderRadius: 6,
    // Who asked their machine for calm gets windows that are simply there.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    fontFamily: 'inherit',
  },
  components: {
    Layout: { headerBg: '#12488f', headerHeight: 56, headerPadding: '0 20px', siderBg: '#fff' },
    Table: { headerBg: '#f5f7fa', cellPaddingBlockSM: 9 },
    Descriptions: { labelColor: 'rgba(0, 0, 0, 0.62)' },
    Card: { headerFontSize: 16, headerPadding: 20, bodyPadding: 20 },
  },
};
