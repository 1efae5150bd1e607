import { type CustomDecorator, SetMetadata } from '@nestjs/common';

export const ROLES = ['officer', 'handler', 'head', 'supervisor', 'leader', 'administrator'] as const;
/** 项目专员, 承办人, 部门负责人, 督办专员, 区领导, 管理员. One person may have several. */
export type Role = (typeof ROLES)[number];

export const UNIT_KINDS = ['bureau', 'department', 'company', 'street', 'leadership'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Who asks: the signed-in person, as the session says. */
export interface Principal {
  id: string;
  username: string;
  name: string;
  unitId: string;
  unitName: string;
  roles: Role[];
  /** For whom they stand in today (代访): projects of these officers are theirs as long. */
  standsInFor: string[];
  sessionId: string;
}

/** Who may call a route: everybody, everybody who is signed in, or these roles. */
export type Policy = 'public' | 'signed-in' | readonly Role[];

export const POLICY = 'policy';

/** The route answers without sign-in. */
export const Public = (): CustomDecorator => SetMetadata(POLICY, 'public' satisfies Policy);
/** Any signed-in person; the rows are cut to what they may see. */
export const SignedIn = (): CustomDecorator => SetMetadata(POLICY, 'signed-in' satisfies Policy);
/** One of these roles. */
export const Allow = (...roles: Role[]): CustomDecorator => SetMetadata(POLICY, roles satisfies Policy);

export const hasRole = (principal: Pick<Principal, 'roles'>, ...roles: Role[]): boolean =>
  roles.some((role) => principal.roles.includes(role));

/** The bureau, leaders and the administrator see every project, visit and issue; departments and officers their own. */
export const seesAll = (principal: Pick<Principal, 'roles'>): boolean =>
  hasRole(principal, 'supervisor', 'leader', 'administrator');

/** The officers whose projects count as this person's today: themself, and those for whom they stand in. */
export const officersOf = (principal: Pick<Principal, 'id' | 'standsInFor'>): string[] => [
  principal.id,
  ...principal.standsInFor,
];
