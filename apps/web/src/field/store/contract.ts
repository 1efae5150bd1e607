import type { components } from '../../client/schema';

// What the phone asks of the API, by the names that the store uses.

type Schemas = components['schemas'];

export type FieldView = Schemas['FieldView'];
export type FieldProject = Schemas['FieldProject'];
export type FieldIssue = Schemas['FieldIssue'];
export type DutyState = NonNullable<FieldProject['duty']>['state'];
/** What the server has of a visit. */
export type ServerVisit = Schemas['VisitView'];
export type SentCorrection = Schemas['CorrectionBody'];
/** Frozen when the officer says that it is finished: each try sends the very same. */
export type SentVisit = Omit<Schemas['VisitBody'], 'id' | 'issues'> & {
  id: string;
  issues: (Schemas['IssueDraft'] & { id: string })[];
};
export type Finding = NonNullable<SentVisit['rechecks']>[number]['finding'];
export type Severity = NonNullable<Schemas['IssueDraft']['severity']>;
