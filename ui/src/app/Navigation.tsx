import { makeStyles, mergeClasses, tokens, Tooltip } from "@fluentui/react-components";
import { Link } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { pages } from "./pages";

const useStyles = makeStyles({
  nav: {
    display: "flex",
    flexDirection: "column",
    gap: "2px",
    padding: "8px 4px",
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    overflow: "hidden",
  },
  link: {
    display: "flex",
    alignItems: "center",
    gap: "10px",
    height: "32px",
    padding: "0 10px",
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: "none",
    fontSize: tokens.fontSizeBase300,
    "& svg": { fontSize: "20px", flexShrink: 0 },
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  here: {
    color: tokens.colorNeutralForeground1Selected,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
    "& svg": { color: tokens.colorNeutralForeground2BrandSelected },
  },
  title: { "@media (max-width: 999px)": { display: "none" } },
});

const narrow = "(max-width: 999px)";
function watchNarrow(listener: () => void): () => void {
  const media = matchMedia(narrow);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

/** The pages, at the left; icons alone where the window is narrow. */
export function Navigation({ pathname }: { pathname: string }) {
  const styles = useStyles();
  const iconsOnly = useSyncExternalStore(watchNarrow, () => matchMedia(narrow).matches);
  return (
    <nav className={styles.nav} aria-label="Pages">
      {pages.map(({ to, title, icon, here }) => {
        const link = (
          <Link
            key={to}
            to={to}
            aria-label={title}
            aria-current={pathname === to ? "page" : undefined}
            className={mergeClasses(styles.link, pathname === to && styles.here)}
          >
            {pathname === to ? here : icon}
            <span className={styles.title}>{title}</span>
          </Link>
        );
        return iconsOnly ? (
          <Tooltip key={to} content={title} relationship="label" positioning="after">
            {link}
          </Tooltip>
        ) : (
          link
        );
      })}
    </nav>
  );
}
