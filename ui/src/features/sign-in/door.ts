import type { ChosenFile } from "../../host/generated/ChosenFile";
import type { Door } from "../../host/generated/Door";
import type { StartSignIn } from "../../host/generated/StartSignIn";

/** What the form asks for, whichever door is chosen. */
export interface DoorFields {
  kind: Door["kind"];
  cloud: string;
  tenant: string;
  remember: boolean;
  clientId: string;
  secret: string;
  certificate: ChosenFile | null;
}

export const doors: readonly { kind: Door["kind"]; title: string; words: string }[] = [
  { kind: "browser", title: "Browser", words: "The system's browser opens Azure's sign-in page." },
  { kind: "device-code", title: "Device code", words: "A code to type on Azure's page, in any browser or on another device." },
  { kind: "azure-cli", title: "Azure CLI", words: "Whoever az login signed in on this computer." },
  { kind: "service-principal-secret", title: "Service principal, secret", words: "An application with a client secret." },
  { kind: "service-principal-certificate", title: "Service principal, certificate", words: "An application with a certificate file, PEM with its key." },
  { kind: "managed-identity", title: "Managed identity", words: "The identity of the Azure machine that this runs on." },
];

export function isServicePrincipal(kind: Door["kind"]): boolean {
  return kind === "service-principal-secret" || kind === "service-principal-certificate";
}

/** Whether nothing is missing. */
export function isComplete({ kind, tenant, clientId, secret, certificate }: DoorFields): boolean {
  if (!isServicePrincipal(kind)) return true;
  // An application has no home tenant to fall back on.
  const known = tenant.trim() !== "" && clientId.trim() !== "";
  return known && (kind === "service-principal-secret" ? secret !== "" : certificate !== null);
}

export function startOf(fields: DoorFields): StartSignIn {
  const tenant = fields.tenant.trim();
  return { door: doorOf(fields), cloud: fields.cloud, tenant: tenant === "" ? null : tenant, remember: fields.remember };
}

function doorOf({ kind, clientId, secret, certificate }: DoorFields): Door {
  const client_id = clientId.trim();
  switch (kind) {
    case "service-principal-secret":
      return { kind, client_id, secret };
    case "service-principal-certificate":
      return { kind, client_id, path: certificate?.path ?? "", password: null };
    case "managed-identity":
      return { kind, client_id: client_id === "" ? null : client_id };
    default:
      return { kind };
  }
}
