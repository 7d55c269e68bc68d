import { Breadcrumb, BreadcrumbButton, BreadcrumbDivider, BreadcrumbItem, makeStyles } from "@fluentui/react-components";
import { Fragment } from "react";
import type { ScopeCrumb } from "../host/generated/ScopeCrumb";
import { ScopeIcon } from "./ScopeIcon";

const useStyles = makeStyles({ crumbs: { minWidth: 0, overflow: "hidden", flexShrink: 1, "& ol": { flexWrap: "wrap" } } });

interface Props {
  label: string;
  path: readonly ScopeCrumb[];
  /** The crumb that is meant; the last one where none is. */
  current?: string;
  go(scope: string): void;
}

/** Where one is in the tenant, from the root down; every part leads there. */
export function ScopeBreadcrumb({ label, path, current, go }: Props) {
  const styles = useStyles();
  const here = (current ?? path.at(-1)?.scope)?.toLowerCase();
  return (
    <Breadcrumb size="small" aria-label={label} className={styles.crumbs}>
      {path.map(({ scope, name, level }, index) => (
        <Fragment key={scope}>
          {index > 0 && <BreadcrumbDivider />}
          <BreadcrumbItem>
            <BreadcrumbButton icon={<ScopeIcon level={level} />} current={scope.toLowerCase() === here} onClick={() => go(scope)} title={scope}>
              {name}
            </BreadcrumbButton>
          </BreadcrumbItem>
        </Fragment>
      ))}
    </Breadcrumb>
  );
}
