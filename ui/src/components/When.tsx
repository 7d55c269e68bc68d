import { utcOf, whenOf } from "./time";

/** A time in the user's zone, with UTC when it is pointed at. */
export function When({ at, day }: { at: string; day?: true }) {
  return (
    <time dateTime={at} title={utcOf(at)}>
      {whenOf(at, day)}
    </time>
  );
}
