import type { AttributeValue } from "../../../../host/generated/AttributeValue";
import type { Request } from "../../../../host/generated/Request";
import type { ScalarValue } from "../../../../host/generated/ScalarValue";

// A request as rows of a form, and what is typed in a row as a value.

export const sources = ["Request", "Resource", "Principal", "Environment"] as const;
export type Source = (typeof sources)[number];

export interface AttributeRow {
  source: Source;
  name: string;
  value: AttributeValue;
}

const field = { Request: "request", Resource: "resource", Principal: "principal", Environment: "environment" } as const;

export function rowsOf(request: Request): AttributeRow[] {
  return sources.flatMap((source) =>
    Object.entries(request[field[source]]).map(([name, value]): AttributeRow => ({ source, name, value })),
  );
}

/** Whether two rows name the same attribute, which a request cannot hold. */
export function clash(rows: readonly AttributeRow[]): boolean {
  return new Set(rows.map(({ source, name }) => `${source} ${name.toLowerCase()}`)).size < rows.length;
}

export function withRows(request: Request, rows: readonly AttributeRow[]): Request {
  const of = (source: Source) =>
    Object.fromEntries(rows.filter((row) => row.source === source).map(({ name, value }) => [name, value]));
  return { ...request, request: of("Request"), resource: of("Resource"), principal: of("Principal"), environment: of("Environment") };
}

export function valueText(value: AttributeValue): string {
  return Array.isArray(value) ? value.map(String).join(", ") : String(value);
}

function scalar(text: string, type: string): ScalarValue {
  if (type === "boolean" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  if (type === "number" && /^-?\d{1,15}$/.test(text)) return Number(text);
  return text;
}

/** The type of an attribute that the catalogue does not know is the type of the value it has. */
function typeOf(value: AttributeValue): string {
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first === "boolean") return "boolean";
  return typeof first === "number" ? "number" : "string";
}

/** Reads what was typed by the attribute's type (of the catalogue's words); a list is written with commas. */
export function typedValue(text: string, type: string | undefined, before: AttributeValue): AttributeValue {
  const list = type === "string-list" || (type === undefined && Array.isArray(before));
  const one = type ?? typeOf(before);
  if (!list) return scalar(text.trim(), one);
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "")
    .map((item) => scalar(item, type === "string-list" ? "string" : one));
}

function isScalar(value: unknown): value is ScalarValue {
  return typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isSafeInteger(value));
}

function attributesOf(given: unknown, name: string): Record<string, AttributeValue> {
  if (given === undefined) return {};
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new Error(`\`${name}\` must be an object of attributes`);
  const attributes: Record<string, AttributeValue> = {};
  for (const [key, value] of Object.entries(given)) {
    if (isScalar(value)) attributes[key] = value;
    else if (Array.isArray(value) && value.every(isScalar)) attributes[key] = value;
    else throw new Error(`\`${key}\` must be text, a whole number, true, false, or a list of these`);
  }
  return attributes;
}

function nameOf(given: unknown, name: string): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== "string") throw new Error(`\`${name}\` must be text`);
  return given;
}

const known = new Set(["action", "suboperation", "request", "resource", "principal", "environment"]);

/** Reads the JSON form of a request, as `rolewright condition eval` takes it; the error says what is wrong in it. */
export function requestFromJson(text: string): Request {
  const given: unknown = JSON.parse(text);
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new Error("a request is an object in braces");
  const fields: Partial<Record<string, unknown>> = { ...given };
  const stranger = Object.keys(fields).find((key) => !known.has(key));
  if (stranger !== undefined) throw new Error(`\`${stranger}\` is no field of a request`);
  return {
    action: nameOf(fields["action"], "action"),
    suboperation: nameOf(fields["suboperation"], "suboperation"),
    request: attributesOf(fields["request"], "request"),
    resource: attributesOf(fields["resource"], "resource"),
    principal: attributesOf(fields["principal"], "principal"),
    environment: attributesOf(fields["environment"], "environment"),
  };
}
