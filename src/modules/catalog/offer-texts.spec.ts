import { categoryOf } from "./category";
import { handleOf } from "./handle";
import { seatLimits } from "./seat-limits";

describe("what an offer's title tells", () => {
  it.each([
    ["Microsoft 365 Business Premium", "microsoft-365-business-premium", "Microsoft 365"],
    ["Microsoft 365 Copilot", "microsoft-365-copilot", "Copilot"],
    ["Dynamics 365  Operations – Order Lines", "dynamics-365-operations-order-lines", "Dynamics 365"],
    ["Microsoft Defender for Office 365 (Plan 1)", "microsoft-defender-for-office-365-plan-1", "Security"],
    ["Windows 10/11 Enterprise E3", "windows-10-11-enterprise-e3", "Windows"],
    ["Café Éclair", "cafe-eclair", "More services"],
    ["–", "offer", "More services"],
  ])("%s", (title, handle, category) => {
    expect([handleOf(title), categoryOf(title)]).toEqual([handle, category]);
  });

  it("limits the plans for small companies to 300 seats, and reads a minimum from the title", () => {
    expect(seatLimits("CFQ7TTC0LCHC", "Business Premium", "Business Premium")).toEqual({ min: 1, max: 300 });
    expect(seatLimits("CFQ7TTC0LH2H", "Power Apps Premium", "Power Apps Premium (2000 seat min)").min).toBe(2000);
    expect(seatLimits("CFQ7TTC0NCD7", "Capacity add-on Tier 2 (Min 1000GB)", "Capacity").min).toBe(1000);
    const { min, max } = seatLimits("CFQ7TTC0XXXX", "Anything", "Anything (20000 seat min)");
    expect(max).toBeGreaterThanOrEqual(min);
  });
});
