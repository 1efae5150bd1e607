/** The newest seal of one ledger: who keeps it on paper can prove later what stood in the ledger. */
export class LedgerHeadView {
  code: string;
  name: string;
  /** Rows of the record that are sealed. */
  events: number;
  /** How many seals there are; they are chained. */
  seal: number;
  /** Of the newest seal; 64 hexadecimal digits. */
  hash: string;
  sealedAt: string;
  /** Whether this ledger's head is among those last kept outside the database, and up to which seal. */
  keptSeal: number | null;
}

/** The heads of all ledgers. */
export class RecordHeadView {
  ledgers: LedgerHeadView[];
  /** Rows that wait for the next seal, which is made each minute. */
  unsealed: number;
  /** The day on which heads were last kept outside the database. */
  keptOn: string | null;
  /** The same as lines to be copied on paper. */
  lines: string[];
}
