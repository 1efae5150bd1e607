interface Kept {
  token: string;
  until: Date;
}

/** Access tokens by channel: asked for once and used until they end. */
export class TokenCache {
  private readonly kept = new Map<string, Kept>();

  /** The place of one channel; another version of it starts anew. */
  of(key: string): TokenPlace {
    return new TokenPlace(this.kept, key);
  }
}

export class TokenPlace {
  constructor(
    private readonly kept: Map<string, Kept>,
    private readonly key: string,
  ) {}

  good(at: Date): string | undefined {
    const kept = this.kept.get(this.key);
    return kept && kept.until > at ? kept.token : undefined;
  }

  keep(token: string, until: Date): void {
    this.kept.set(this.key, { token, until });
  }

  forget(): void {
    this.kept.delete(this.key);
  }
}
