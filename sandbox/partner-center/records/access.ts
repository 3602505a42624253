export interface AccessToken {
  kind: "app" | "user";
  /** What it was asked for. */
  audience: string;
  expiresAt: string;
}

export interface RefreshToken {
  lastUsedAt: string;
}

export interface Replay {
  status: number;
  body: unknown;
  bodyHash: string;
  at: string;
}
