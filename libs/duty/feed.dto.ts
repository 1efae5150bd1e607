/** Whether my calendar can be subscribed to. */
export class FeedView {
  active: boolean;
  /** Since when; null without an address. */
  createdAt: string | null;
}

/** The address of my calendar: whoever holds it reads it, so it is shown this once. */
export class FeedAddressView {
  address: string;
}
