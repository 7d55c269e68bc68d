import { act, fireEvent, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { beforeAll, describe, expect, it } from "vitest";
import { useFixedRows } from "./useFixedRows";

const million = 1_000_000;

function List({ count }: { count: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, height, fit, show } = useFixedRows(scroller, { count, rowHeight: 10, overscan: 2, header: 20 });
  return (
    <div ref={scroller} data-testid="scroller">
      <output>{`${rows[0] ?? "none"} to ${rows.at(-1) ?? "none"}, ${fit} whole, ${height} px`}</output>
      <button type="button" onClick={() => show(500_000)}>
        There
      </button>
      <button type="button" onClick={() => show(500_003)}>
        Near
      </button>
    </div>
  );
}

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 120 });
});

function scrollTo(top: number): void {
  const scroller = screen.getByTestId("scroller");
  act(() => {
    scroller.scrollTop = top;
    fireEvent.scroll(scroller);
  });
}

describe("rows of one height", () => {
  it("draws what is in sight and a few beyond it, at either end of a million", () => {
    render(<List count={million} />);
    const said = screen.getByRole("status");
    expect(said).toHaveTextContent("0 to 13, 10 whole, 10000000 px");
    scrollTo(4_005);
    expect(said).toHaveTextContent("398 to 413, 10 whole");
    scrollTo(million * 10);
    expect(said).toHaveTextContent("999998 to 999999");
  });

  it("brings a row into sight by the shortest way, and leaves the list where it is for one that is", () => {
    render(<List count={million} />);
    const scroller = screen.getByTestId("scroller");
    fireEvent.click(screen.getByRole("button", { name: "There" }));
    // The row ends where the list does, below the header that stays in sight.
    expect(scroller.scrollTop).toBe(500_000 * 10 + 10 + 20 - 120);
    expect(screen.getByRole("status")).toHaveTextContent("499989 to 500004");
    scrollTo(500_000 * 10);
    fireEvent.click(screen.getByRole("button", { name: "Near" }));
    expect(scroller.scrollTop).toBe(500_000 * 10);
  });

  it("draws nothing where there is nothing, and what is left where rows have gone", () => {
    const { rerender } = render(<List count={million} />);
    scrollTo(5_000_000);
    rerender(<List count={3} />);
    expect(screen.getByRole("status")).toHaveTextContent("1 to 2");
    rerender(<List count={0} />);
    expect(screen.getByRole("status")).toHaveTextContent("none to none");
  });
});
