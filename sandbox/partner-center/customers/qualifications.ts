import { z } from "zod";
import { ApiError, invalidProperty } from "../errors";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import type { Qualification } from "../state";
import type { World } from "../world";
import { customerOf } from "./find";

const requestSchema = z.discriminatedUnion("qualification", [
  z.object({ qualification: z.literal("StateOwnedEntity") }),
  z.object({
    qualification: z.literal("Education"),
    educationSegment: z.enum(["K12", "HigherEducation"]),
    website: z.string().min(1),
  }),
  z.object({ qualification: z.literal("GovernmentCommunityCloud"), validationCode: z.string().min(1) }),
]);

const shown = ({ qualification, vettingStatus, vettingCreateDate }: Qualification) => ({
  qualification,
  vettingStatus,
  vettingCreateDate: `${vettingCreateDate.slice(0, 19)}Z`,
});

/** Education is vetted for a while; the others are decided at once. */
function request(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  const input = parseBody(requestSchema, call.body, invalidProperty);
  const vetted = input.qualification === "Education";
  const qualification: Qualification = {
    qualification: input.qualification,
    vettingStatus: vetted ? "InReview" : "Approved",
    vettingCreateDate: call.now.toISOString(),
    decidedAt: new Date(call.now.getTime() + world.state.settings.vettingDelayMs).toISOString(),
  };
  customer.qualifications = customer.qualifications.filter((one) => one.qualification !== input.qualification);
  customer.qualifications.push(qualification);
  return { status: 201, body: shown(qualification) };
}

/** Ends the vetting of a qualification. */
export function settleQualification(qualification: Qualification): void {
  qualification.vettingStatus = "Approved";
}

function validationStatus(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  if (call.query.type?.toLowerCase() !== "account") {
    throw invalidProperty("the query parameter type must be account.");
  }
  if (!customer.accountStatus) {
    throw new ApiError(404, "600074", `Account Status for the customer, ${customer.id} was not found.`, {
      errorName: "AccountStatusNotFound",
    });
  }
  return { status: 200, body: { type: "account", ...customer.accountStatus } };
}

const path = "/v1/customers/:customerId/qualifications";

export const qualificationRoutes: Route[] = [
  { method: "post", path, access: "user", replays: true, handle: request },
  {
    method: "get",
    path,
    access: "any",
    // A bare array, unlike every other list.
    handle: (world, call) => ({ status: 200, body: customerOf(world, call).qualifications.map(shown) }),
  },
  { method: "get", path: "/v1/customers/:customerId/validationStatus", access: "user", handle: validationStatus },
];
