import { Readable } from "node:stream";
import { limited, TooLargeError } from "./limit";

async function read(bytes: number, most: number): Promise<number> {
  let length = 0;
  for await (const piece of limited(Readable.from([Buffer.alloc(bytes - 1), Buffer.alloc(1)]), most)) {
    length += piece.length;
  }
  return length;
}

describe("limited", () => {
  it("passes a file of exactly the limit and fails with the first byte more", async () => {
    expect(await read(1_000, 1_000)).toBe(1_000);
    await expect(read(1_001, 1_000)).rejects.toBeInstanceOf(TooLargeError);
  });

  it("fails when the sender has gone before anybody read", async () => {
    const gone = Readable.from([Buffer.alloc(1)]);
    gone.destroy();
    await expect(limited(gone).toArray()).rejects.toThrow("broken off");
  });
});
