export declare function commitName(writes: readonly string[], word?: "commit" | "write"): string;
export declare function copiedInto(sql: string): string[];
export declare function leaseStep(sql: string): "take" | "renew" | null;
export declare function pathPattern(path: string): string;
export declare function writesOf(sql: string): string[];
