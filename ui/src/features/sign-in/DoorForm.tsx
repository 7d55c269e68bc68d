import { Button, Checkbox, Dropdown, Field, Input, makeStyles, Option, Radio, RadioGroup } from "@fluentui/react-components";
import { DocumentKeyRegular } from "@fluentui/react-icons";
import { useNotifyFailure } from "../../components/notify";
import { useHost } from "../../host/context";
import type { Cloud } from "../../host/generated/Cloud";
import { doors, isServicePrincipal, type DoorFields } from "./door";

const useStyles = makeStyles({
  form: { display: "grid", gap: "12px" },
  doors: { display: "grid", gridTemplateColumns: "1fr 1fr" },
  pair: { display: "grid", gridTemplateColumns: "1fr 1fr", gap: "12px" },
  file: { display: "flex", alignItems: "center", gap: "8px" },
});

interface Props {
  fields: DoorFields;
  clouds: readonly Cloud[];
  change(part: Partial<DoorFields>): void;
}

/** Which door, and what it needs. */
export function DoorForm({ fields, clouds, change }: Props) {
  const styles = useStyles();
  const host = useHost();
  const notifyFailure = useNotifyFailure();
  const { kind, cloud, tenant, remember, clientId, secret, certificate } = fields;
  const application = isServicePrincipal(kind);
  const choose = (): void => {
    host.chooseCertificate().then(
      (file) => file !== null && change({ certificate: file }),
      (thrown: unknown) => notifyFailure("The file could not be chosen", thrown),
    );
  };
  return (
    <div className={styles.form}>
      <Field label="How" hint={doors.find((door) => door.kind === kind)?.words ?? ""}>
        <RadioGroup
          className={styles.doors}
          value={kind}
          onChange={(_, { value }) => {
            const door = doors.find((one) => one.kind === value);
            if (door !== undefined) change({ kind: door.kind });
          }}
        >
          {doors.map(({ kind, title }) => (
            <Radio key={kind} value={kind} label={title} />
          ))}
        </RadioGroup>
      </Field>
      <div className={styles.pair}>
        <Field label="Tenant" required={application} hint={application ? "Id or domain" : "Id or domain; empty for the account's own"}>
          <Input value={tenant} placeholder="contoso.onmicrosoft.com" onChange={(_, data) => change({ tenant: data.value })} />
        </Field>
        <Field label="Cloud" hint={clouds.find(({ id }) => id === cloud)?.authority_host ?? ""}>
          <Dropdown
            value={clouds.find(({ id }) => id === cloud)?.name ?? ""}
            selectedOptions={[cloud]}
            onOptionSelect={(_, { optionValue }) => optionValue !== undefined && change({ cloud: optionValue })}
          >
            {clouds.map(({ id, name }) => (
              <Option key={id} value={id}>
                {name}
              </Option>
            ))}
          </Dropdown>
        </Field>
      </div>
      {(application || kind === "managed-identity") && (
        <Field label="Client id" required={application} {...(kind === "managed-identity" ? { hint: "Only where the machine has several identities" } : {})}>
          <Input value={clientId} placeholder="00000000-0000-0000-0000-000000000000" onChange={(_, data) => change({ clientId: data.value })} />
        </Field>
      )}
      {kind === "service-principal-secret" && (
        <Field label="Client secret" required>
          <Input type="password" autoComplete="off" value={secret} onChange={(_, data) => change({ secret: data.value })} />
        </Field>
      )}
      {kind === "service-principal-certificate" && (
        <Field label="Certificate" required hint={certificate?.path ?? "PEM with certificate and key, without a password"}>
          <Button icon={<DocumentKeyRegular />} onClick={choose}>
            {certificate?.name ?? "Choose a file…"}
          </Button>
        </Field>
      )}
      {(kind === "browser" || kind === "device-code") && (
        <Checkbox
          checked={remember}
          label="Stay signed in: keep the refresh token in the operating system's keyring"
          onChange={(_, { checked }) => change({ remember: checked === true })}
        />
      )}
    </div>
  );
}
