export * from "./journal";
export * from "./outcome";
export * from "./port";
