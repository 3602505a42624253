import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Gift } from "@medusajs/icons";
import { Button, Container, Text } from "@medusajs/ui";
import { useState } from "react";
import { LoadingRows } from "../../../components/loading-rows";
import { Problem } from "../../../components/problem";
import { SectionHeader } from "../../../components/section-header";
import { useDiscounts } from "./api";
import { CreateDrawer } from "./create-drawer";
import { DiscountTable } from "./discount-table";

const DiscountsPage = () => {
  const list = useDiscounts();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <Container className="divide-y p-0">
        <SectionHeader
          level="h1"
          title="Discounts"
          words="Agreements to charge less. A charge period keeps the discount it began with, whatever happens later."
        >
          <Button size="small" disabled={!list.isSuccess} onClick={() => setCreating(true)}>
            New discount
          </Button>
        </SectionHeader>
        <Discounts list={list} />
      </Container>
      {list.data === undefined ? null : (
        <CreateDrawer
          open={creating}
          today={list.data.today}
          currency={list.data.currency}
          onClose={() => setCreating(false)}
        />
      )}
    </>
  );
};

function Discounts({ list }: { list: ReturnType<typeof useDiscounts> }) {
  if (list.isPending) {
    return <LoadingRows />;
  }
  if (list.isError) {
    return <Problem title="The discounts could not be read." error={list.error} onRetry={() => list.refetch()} />;
  }
  if (list.data.discounts.length === 0) {
    return (
      <div className="px-6 py-8">
        <Text className="text-ui-fg-subtle">No discounts yet. Everybody pays the price.</Text>
      </div>
    );
  }
  return (
    <div className="overflow-x-auto">
      <DiscountTable discounts={list.data.discounts} />
    </div>
  );
}

export const config = defineRouteConfig({ label: "Discounts", icon: Gift, rank: 5 });

export default DiscountsPage;
