const inOffice = (role: string): string => `select z.id from person z where z.active and '${role}' = any (z.roles)`;

/** Everybody who has the role, as selects of one id. */
export const SUPERVISORS = inOffice('supervisor');
export const ADMINISTRATORS = inOffice('administrator');
export const ALL_LEADERS = inOffice('leader');
