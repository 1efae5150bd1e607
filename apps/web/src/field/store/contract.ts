// What the phone asks of the API.

export type DutyState = 'met' | 'late' | 'missed' | 'excused' | 'open';

export interface FieldIssue {
  id: string;
  number: string;
  title: string;
  state: string;
  severity: string;
  light: string | null;
  categoryName: string;
  leadUnitName: string | null;
  dueOn: string | null;
  daysLeft: number | null;
  waitsForVerification: boolean;
}

export interface FieldProject {
  id: string;
  name: string;
  ownerName: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  duty: { period: string; periodEnd: string; state: DutyState; every: string } | null;
  points: string[];
  photo: { required: boolean; purpose: string | null };
  lastVisit: { id: string; visitedOn: string; officerName: string; note: string } | null;
  progress: {
    month: string;
    completed: string;
    physicalProgress: string;
    source: 'entry' | 'visit';
    monthIsRunning: boolean;
  } | null;
  issues: FieldIssue[];
}

export interface FieldView {
  asOf: string;
  today: string;
  week: string;
  me: { id: string; name: string; unitName: string };
  projects: FieldProject[];
  cut: boolean;
  categories: { code: string; name: string }[];
  severities: { code: string; name: string }[];
  phrases: string[];
  planVersion: number;
  order: string[];
}
