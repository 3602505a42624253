export { Paper, type Type } from "./paper";
