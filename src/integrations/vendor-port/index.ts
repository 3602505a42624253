export * from "./address-refusal";
export * from "./agreements";
export * from "./order-notes";
export * from "./outcome";
export * from "./port";
