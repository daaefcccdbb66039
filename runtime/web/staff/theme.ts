import type { ThemeConfig } from 'antd';

const FONT =
  "system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

/**
 * The look of the staff side: the values of `shared/tokens.css`, which antd has to be told as values because it computes with them.
 * Every text colour has at least 4.5 : 1 on its ground.
 */
export const STAFF_THEME: ThemeConfig = {
  token: {
    colorPrimary: '#0b5a6f',
    colorInfo: '#0b5a6f',
    colorLink: '#0b5a6f',
    colorLinkHover: '#07434f',
    colorSuccess: '#1b6238',
    colorWarning: '#8a5a00',
    colorError: '#a8231b',
    colorErrorBg: '#fdecea',
    colorErrorBorder: '#efb9b4',
    colorWarningBg: '#fff4db',
    colorWarningBorder: '#e3c78d',
    colorSuccessBg: '#e6f3ea',
    colorSuccessBorder: '#a9cfb6',
    colorInfoBg: '#e4f0f2',
    colorInfoBorder: '#a9ccd4',
    colorText: '#16242b',
    colorTextSecondary: '#4a5b63',
    colorTextTertiary: '#4a5b63',
    colorTextDescription: '#4a5b63',
    colorTextPlaceholder: '#5f7078',
    colorTextDisabled: '#5f7078',
    colorBorder: '#b7c4ca',
    colorBorderSecondary: '#d3dde1',
    colorBgLayout: '#f3f6f7',
    borderRadius: 6,
    controlHeight: 34,
    fontSize: 14,
    fontFamily: FONT,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.18s',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Tabs: { horizontalItemPadding: '10px 2px', horizontalItemGutter: 26, titleFontSize: 14 },
    Segmented: { itemSelectedColor: '#07434f', itemColor: '#33454d', trackBg: '#e6ecee' },
    Table: { headerBg: '#f3f6f7', headerColor: '#4a5b63', cellPaddingBlock: 10 },
    Tooltip: { colorBgSpotlight: '#16242b' },
  },
};
