export const ADDRESS_KINDS = ['email', 'mobile', 'wecom', 'push'] as const;
/** 电子邮箱, 手机号, 企业微信账号, 浏览器推送. */
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** As people read them. */
export const ADDRESS_WORDS: Record<AddressKind, string> = {
  email: '电子邮箱',
  mobile: '手机号',
  wecom: '企业微信账号',
  push: '浏览器推送',
};

/** How each is written, and what to say of one that is not. */
const FORMS: Record<Exclude<AddressKind, 'push'>, readonly [RegExp, string]> = {
  email: [/^[^\s@<>"]{1,64}@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, '电子邮箱应写作 name@example.cn。'],
  mobile: [/^1[3-9]\d{9}$/, '手机号应为 11 位数字，例如 13800000000。'],
  wecom: [/^[\w.@-]{1,64}$/, '企业微信账号为通讯录里的“账号”，只含字母、数字、点、横线、下划线或 @。'],
};

/** One way to write an address, so that the same one has the same fingerprint. */
export function plainAddress(kind: Exclude<AddressKind, 'push'>, value: string): string {
  const bare = value.trim();
  if (kind === 'mobile') return bare.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '');
  return kind === 'email' ? bare.replace(/@.*$/, (host) => host.toLowerCase()) : bare;
}

/** What is wrong with an address; null: nothing. */
export function addressFault(kind: Exclude<AddressKind, 'push'>, value: string): string | null {
  const [form, sentence] = FORMS[kind];
  return form.test(value) ? null : sentence;
}

/** What is shown of an address. */
export function maskedAddress(kind: AddressKind, value: string): string {
  if (kind === 'mobile') return `${value.slice(0, 3)}****${value.slice(-4)}`;
  if (kind === 'email') return value.replace(/^(.).*(?=@)/u, '$1***');
  if (kind === 'wecom') return `${value.slice(0, 1)}***${value.length > 6 ? value.slice(-2) : ''}`;
  return `${new URL(value).host} …${value.slice(-6)}`;
}
