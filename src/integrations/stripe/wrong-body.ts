/** An answer came with the right status and does not look as documented: nobody knows what it means. */
export class WrongBodyError extends Error {
  override readonly name = "WrongBodyError";
}
