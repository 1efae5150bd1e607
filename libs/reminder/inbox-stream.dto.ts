/** The newest reminder, as a badge shows it. */
export class InboxNewest {
  id: string;
  title: string;
}

/** What the stream of my inbox says: at its beginning, and whenever something came or was read. */
export class InboxStateView {
  /** How many I have not read. */
  unread: number;
  /** The newest that I have not read; null when there is none. */
  newest: InboxNewest | null;
}
