export interface AccessToken {
  kind: "app" | "user";
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
