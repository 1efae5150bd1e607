import type { fieldStoreZh } from './field-store.zh-CN';

export const fieldStoreEn: typeof fieldStoreZh = {
  noAnswer: 'No network: the server did not answer. Everything you typed is kept on this phone.',
  failed: 'The system did not answer properly. Try again later, or tell the administrator.',
  state: {
    draft: 'Draft',
    waiting: 'To be sent',
    sending: 'Sending',
    delivered: 'Delivered',
    'needs-attention': 'Needs attention',
  },
  waits: {
    network: 'Waiting for a network; it will be sent by itself.',
    server: 'The server did not answer properly; it will be tried again.',
    busy: 'The system is busy; it will be tried again.',
    'sign-in': 'Your sign-in has expired; it will be sent once you have signed in again.',
    photo: 'A photo is still being prepared; it will be sent after that.',
  },
  trouble: {
    conflict: 'This visit arrived before, with other content. Choose which one to keep.',
    damagedPhoto: 'A photo on this phone is damaged and cannot be sent. Delete it and take it again.',
    photoRefused: 'A photo was not accepted: {{message}}',
  },
  correctionReason: 'What arrived before of this visit was not complete; what the phone says counts',
  faults: {
    noteRequired: 'Write one sentence of what you saw, or tap a phrase.',
    timeAhead: 'The visit lies in the future. Check the time.',
    categoryRequired: 'Choose the category of the problem.',
    issueTitleRequired: 'Say the problem in one sentence, of 2 characters at least.',
    photoRequired: 'A visit of this project needs a photo ({{purpose}}).',
    amountForm: 'A number with at most 4 decimals, such as 1250 or 1250.5.',
    projectGone: 'This project is not known on this phone.',
  },
  photo: {
    unreadable: 'This photo cannot be read. Choose another, or take it again.',
    insecure: 'This address is not encrypted (https), so the browser does not allow photos. Open the https address.',
    tooMany: 'A visit has 20 photos at most.',
  },
  storage: {
    low: 'Storage of the phone is short (about {{free}} MB left). Free some, or send soon.',
    full: 'Storage of the phone is full. What you typed is on screen but not kept. Free some space, or send first.',
    broken: 'The browser does not allow keeping data (private mode?). What you type is lost when the page closes.',
  },
  clock: {
    ahead: 'The clock of the phone is {{by}} ahead; it is put right when sending.',
    behind: 'The clock of the phone is {{by}} behind; it is put right when sending.',
    days: '{{count}} d',
    hours: '{{count}} h',
    minutes: '{{count}} min',
  },
  import: {
    notOurs: 'This is not an export of unsent data of this system.',
    otherOwner: 'This data belongs to {{name}}, who must sign in to import it.',
    damaged: 'The file is damaged and cannot be read.',
  },
  session: {
    differs: 'No network, and nobody has signed in on this phone. Sign in once with a network.',
    notField: 'Your role has no visits. Use the desk pages.',
  },
};
