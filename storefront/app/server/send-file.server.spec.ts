import { sendFile } from "./send-file.server";

describe("sendFile", () => {
  it("passes the bytes on, under a name that no header can be broken with, for this customer only", async () => {
    const answer = sendFile(new Response("a,b\r\n"), { type: "text/csv", name: 'INV "2026"\r\n/1.csv' });
    expect(await answer.text()).toBe("a,b\r\n");
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "text/csv",
      "content-disposition": 'attachment; filename="INV--2026----1.csv"',
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
  });
});
