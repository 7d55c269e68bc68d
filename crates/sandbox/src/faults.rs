//! Faults on demand: what goes wrong, where, and how often.

use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rolewright_authz::scope_path::ScopePath;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// The answer comes later.
    Latency(Duration),
    /// 429 with this `Retry-After`, in seconds.
    Throttle(f64),
    /// This 5xx status, with Azure's body for it.
    ServerError(u16),
    /// The connection breaks in the middle of the body.
    CutBody,
    /// The body ends early, but the answer says that it is whole.
    TruncatedJson,
    /// The next link leads to the page that it stands on.
    RepeatPage,
    /// The next link leads to another host.
    ForeignNextLink,
    /// The token that came with the request counts as expired from now on.
    ExpiredToken,
    /// 403 `AuthorizationFailed` at this scope and below, as the text of the path tells.
    Forbidden(ScopePath),
}

/// One fault and the requests that it hits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// Only requests whose path contains this text, whatever the case; empty is every request to Resource
    /// Manager and Graph. Sign-in is hit only where the text is found in its path.
    pub at: String,
    /// So many such requests pass first.
    pub skip: u32,
    /// Then one in so many is hit; 1 is each.
    pub every: u32,
    /// After so many hits it is over.
    pub times: u32,
}

impl Fault {
    /// Hits every request, for ever.
    #[must_use]
    pub fn always(kind: FaultKind) -> Self {
        Self { kind, at: String::new(), skip: 0, every: 1, times: u32::MAX }
    }

    /// Hits the first `times` requests.
    #[must_use]
    pub fn first(kind: FaultKind, times: u32) -> Self {
        Self { times, ..Self::always(kind) }
    }

    /// The same, only for paths that contain `text`.
    #[must_use]
    pub fn at(self, text: &str) -> Self {
        Self { at: text.to_owned(), ..self }
    }

    /// The same, after `skip` requests have passed.
    #[must_use]
    pub fn after(self, skip: u32) -> Self {
        Self { skip, ..self }
    }
}

/// `latency=200`, `throttle=1`, `server-error=503`, `cut-body`, `truncated-json`, `repeat-page`,
/// `foreign-next-link`, `expired-token`, `forbidden=/subscriptions/…`, followed by any of `,at=TEXT`, `,skip=N`,
/// `,every=N`, `,times=N`.
impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split(',');
        let head = parts.next().unwrap_or_default();
        let (name, value) = head.split_once('=').unwrap_or((head, ""));
        let number = |default: f64| match value {
            "" => Ok(default),
            _ => (value.parse::<f64>().ok())
                .filter(|n| (0.0..=1e6).contains(n))
                .ok_or_else(|| format!("`{value}` is not a number that `{name}` takes")),
        };
        let kind = match name {
            "latency" => FaultKind::Latency(Duration::from_secs_f64(number(200.0)? / 1000.0)),
            "throttle" => FaultKind::Throttle(number(1.0)?),
            "server-error" => {
                let status = if value.is_empty() { "503" } else { value };
                match status.parse() {
                    Ok(status @ 500..=599) => FaultKind::ServerError(status),
                    _ => return Err(format!("`{status}` is not a status from 500 to 599")),
                }
            }
            "cut-body" => FaultKind::CutBody,
            "truncated-json" => FaultKind::TruncatedJson,
            "repeat-page" => FaultKind::RepeatPage,
            "foreign-next-link" => FaultKind::ForeignNextLink,
            "expired-token" => FaultKind::ExpiredToken,
            "forbidden" if value.starts_with('/') => FaultKind::Forbidden(ScopePath::new(value)),
            "forbidden" => {
                return Err("`forbidden` needs a scope, as in `forbidden=/subscriptions/…`".to_owned());
            }
            _ => return Err(format!("`{name}` is not a fault")),
        };
        let mut fault = Self::always(kind);
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let count = || value.parse::<u32>().map_err(|_| format!("`{value}` is not a count for `{key}`"));
            match key {
                "at" => value.clone_into(&mut fault.at),
                "skip" => fault.skip = count()?,
                "every" => fault.every = count()?.max(1),
                "times" => fault.times = count()?,
                _ => return Err(format!("`{key}` is none of `at`, `skip`, `every`, `times`")),
            }
        }
        Ok(fault)
    }
}

/// The faults in force. Changing them while requests run is what it is for.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Counted>>);

#[derive(Debug)]
struct Counted {
    fault: Fault,
    seen: u32,
    hits: u32,
}

impl Faults {
    /// Puts these in force instead of what was; counting starts anew.
    pub fn set(&self, faults: Vec<Fault>) {
        let counted = faults.into_iter().map(|fault| Counted { fault, seen: 0, hits: 0 }).collect();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = counted;
    }

    /// Nothing goes wrong any more.
    pub fn clear(&self) {
        self.set(Vec::new());
    }

    /// Which of them hit a request to this path.
    pub(crate) fn hit(&self, path: &str, sign_in: bool) -> Vec<FaultKind> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.is_empty() {
            return Vec::new();
        }
        let path = path.to_ascii_lowercase();
        let mut hits = Vec::new();
        for counted in all.iter_mut() {
            let Fault { kind, at, skip, every, times } = &counted.fault;
            let concerned = if at.is_empty() { !sign_in } else { path.contains(&at.to_ascii_lowercase()) };
            let below = match kind {
                FaultKind::Forbidden(scope) => scope.covers(&ScopePath::new(&path)),
                _ => true,
            };
            if !concerned || !below {
                continue;
            }
            let turn = counted.seen.checked_sub(*skip).is_some_and(|n| n % (*every).max(1) == 0);
            counted.seen = counted.seen.saturating_add(1);
            if turn && counted.hits < *times {
                counted.hits += 1;
                hits.push(kind.clone());
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_hits_where_and_as_often_as_it_says() {
        let faults = Faults::default();
        assert_eq!(faults.hit("/subscriptions", false), []);
        let fault: Fault = "server-error=502,at=roleassignments,skip=1,every=2,times=2".parse().unwrap();
        faults.set(vec![fault]);
        let path = "/subscriptions/x/providers/Microsoft.Authorization/roleAssignments";
        let pattern: Vec<bool> = (0..8).map(|_| !faults.hit(path, false).is_empty()).collect();
        assert_eq!(pattern, [false, true, false, true, false, false, false, false]);
        assert_eq!(faults.hit("/subscriptions", false), []);
    }

    #[test]
    fn sign_in_is_hit_only_by_name() {
        let faults = Faults::default();
        faults.set(vec![Fault::always(FaultKind::CutBody)]);
        assert_eq!(faults.hit("/common/oauth2/v2.0/token", true), []);
        faults.set(vec![Fault::always(FaultKind::CutBody).at("oauth2")]);
        assert_eq!(faults.hit("/common/OAuth2/v2.0/token", true), [FaultKind::CutBody]);
    }

    #[test]
    fn forbidden_scopes_cover_what_is_below_them() {
        let faults = Faults::default();
        faults.set(vec!["forbidden=/subscriptions/A".parse().unwrap()]);
        assert_eq!(faults.hit("/subscriptions/a/resourcegroups", false).len(), 1);
        assert_eq!(faults.hit("/subscriptions/ab/resourcegroups", false).len(), 0);
    }

    #[test]
    fn what_is_no_fault_is_said() {
        for text in [
            "",
            "fire",
            "latency=x",
            "latency=-1",
            "latency=NaN",
            "server-error=404",
            "forbidden",
            "cut-body,x=1",
            "cut-body,skip=-1",
        ] {
            assert!(text.parse::<Fault>().is_err(), "{text}");
        }
    }
}
