export const ADDRESS_KINDS = ['email', 'mobile', 'wecom', 'push'] as const;
/** 电子邮箱, 手机号, 企业微信账号, 浏览器推送. */
export type AddressKind = (typeof ADDRESS_KINDS)[number];
