import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { smallCatalogue } from "../../../testing/fixtures";
import { renderWithHost } from "../../../testing/renderApp";
import { createTestHost } from "../../../testing/testHost";
import { TemplateForm } from "./TemplateForm";

it("ticks the kind of principal whose label is chosen", async () => {
  const changes: unknown[] = [];
  renderWithHost(
    <TemplateForm
      template={smallCatalogue.templates[1]!}
      catalogue={smallCatalogue}
      filled={{ roles: [], principal_types: ["User"], principals: [], pairs: [] }}
      onChange={({ principal_types }) => changes.push(principal_types)}
      names={{}}
      nameIt={() => undefined}
    />,
    createTestHost(),
  );
  await userEvent.click(screen.getByText("Service principal"));
  expect(changes).toEqual([["User", "ServicePrincipal"]]);
});
