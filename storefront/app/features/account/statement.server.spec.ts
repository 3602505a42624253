import { ApiError, type MedusaClient } from "../../server/medusa.server";
import { loadStatement, statementDays } from "./statement.server";

const days = { from: "2026-01-01", to: "2026-02-30" };

function api(answer: unknown) {
  const paths: string[] = [];
  const get = async (path: string) => {
    paths.push(path);
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  return { client: { get } as unknown as MedusaClient, paths };
}

describe("the statement page's days", () => {
  it("are read from the address, trimmed, and empty where it does not say", () => {
    expect(statementDays(new URLSearchParams("from=+2026-01-01+&to="))).toEqual({ from: "2026-01-01", to: "" });
    expect(statementDays(new URLSearchParams())).toEqual({ from: "", to: "" });
  });

  it("are handed on as they are", async () => {
    const { client, paths } = api({ statement: null });
    expect(await loadStatement(client, days)).toEqual({ statement: null, memory: { problems: [], values: {} } });
    expect(paths).toEqual(["/store/csp/statement?from=2026-01-01&to=2026-02-30"]);
  });

  it("come back with what is wrong beside the field", async () => {
    const refusal = new ApiError(400, "invalid_data", "no", [{ field: "to", message: "must be an existing day" }], {});
    expect(await loadStatement(api(refusal).client, days)).toEqual({
      statement: null,
      memory: { problems: [{ field: "to", message: "To must be an existing day." }], values: days },
    });
  });

  it("send a customer whose session ended to the sign-in", async () => {
    const ended = new ApiError(401, "unauthorized", "no", [], {});
    await expect(loadStatement(api(ended).client, days)).rejects.toBe(ended);
  });
});
