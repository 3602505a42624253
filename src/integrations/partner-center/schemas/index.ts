export * from "./catalog";
export * from "./customer";
export * from "./order";
export * from "./subscription";
export * from "./webhook";
