import type { Express } from "express";

export interface ServedRoute {
  readonly method: string;
  /** As it was registered: `/store/orders/:id`. */
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route the running application answers, from the router that answers it. Patterns of middlewares are none. */
export function servedRoutes(app: Express): ServedRoute[] {
  const { stack } = (app as unknown as { _router: { stack: readonly Layer[] } })._router;
  const served = new Map<string, ServedRoute>();
  for (const { route } of stack) {
    if (route === undefined || typeof route.path !== "string" || route.path.includes("*")) {
      continue;
    }
    for (const method of Object.keys(route.methods).map((name) => name.toUpperCase())) {
      served.set(`${method} ${route.path}`, { method, path: route.path });
    }
  }
  return [...served.values()].sort((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));
}
