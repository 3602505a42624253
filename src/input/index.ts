export { type FieldProblem, fieldProblems, inOneLine, type Wording } from "./field-problems";
