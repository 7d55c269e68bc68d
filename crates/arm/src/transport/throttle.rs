//! How many requests may be under way at one host, and from when: learnt from what the host answers.
//!
//! Two things are kept apart. The number under way belongs to the host: it halves when the host says "too many"
//! and grows back by one after a run of good answers. A pause belongs to a bucket, because Azure counts each
//! subscription, the tenant and Resource Graph on their own.
//! Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling>

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderMap;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// Requests under way at one host at most.
const MOST: usize = 8;
/// With fewer reads left than this, the next request waits until as many have grown back.
const RESERVE: u32 = 20;
/// Azure gives back 25 reads a second.
const REFILL: Duration = Duration::from_millis(40);

/// The gates of all hosts.
#[derive(Debug, Default)]
pub(crate) struct Gates(Mutex<HashMap<String, Arc<Gate>>>);

/// The gate of one host.
#[derive(Debug)]
pub(crate) struct Gate {
    places: Semaphore,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// How many may be under way.
    limit: usize,
    /// Places to be taken away when they come back.
    surplus: usize,
    /// Good answers since the limit changed.
    good: usize,
    /// Bucket, and the moment before which nothing is sent to it.
    pauses: HashMap<String, Instant>,
}

/// The right to have one request under way.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    gate: &'a Gate,
    permit: Option<SemaphorePermit<'a>>,
}

impl Gates {
    /// The gate of the host that the address names.
    pub(crate) fn of(&self, url: &Url) -> Arc<Gate> {
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(gates.entry(url.origin().ascii_serialization()).or_default())
    }

    /// How long the longest pause of all still is.
    pub(crate) fn waits(&self) -> Option<Duration> {
        let now = Instant::now();
        let gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let longest =
            gates.values().filter_map(|gate| gate.with(|state| state.pauses.values().max().copied()));
        longest.max().and_then(|until| until.checked_duration_since(now)).filter(|wait| !wait.is_zero())
    }
}

impl Default for Gate {
    fn default() -> Self {
        let state = State { limit: MOST, surplus: 0, good: 0, pauses: HashMap::new() };
        Self { places: Semaphore::new(MOST), state: Mutex::new(state) }
    }
}

impl Gate {
    /// Waits until the bucket is open and a place is free.
    pub(crate) async fn enter(&self, bucket: &str) -> Place<'_> {
        loop {
            if let Some(until) = self.pause_of(bucket) {
                tokio::time::sleep_until(until).await;
            }
            // The semaphore is never closed, so the error cannot come.
            let place = Place { gate: self, permit: self.places.acquire().await.ok() };
            if self.pause_of(bucket).is_none() {
                return place;
            }
        }
    }

    /// Closes the bucket for a while.
    pub(crate) fn pause(&self, bucket: &str, wait: Duration) {
        let until = Instant::now() + wait;
        self.with(|state| {
            let pause = state.pauses.entry(bucket.to_owned()).or_insert(until);
            *pause = until.max(*pause);
        });
    }

    /// The host said that it is too much.
    pub(crate) fn slow_down(&self) {
        self.with(|state| {
            let limit = (state.limit / 2).max(1);
            state.surplus += state.limit - limit;
            state.limit = limit;
            state.good = 0;
        });
    }

    /// The host answered, and its headers say how much is left.
    pub(crate) fn learn(&self, bucket: &str, headers: &HeaderMap) {
        let grows = self.with(|state| {
            state.good += 1;
            let grows = state.good >= 4 * state.limit && state.limit < MOST;
            if grows {
                state.good = 0;
                state.limit += 1;
                if state.surplus > 0 {
                    state.surplus -= 1;
                    return false;
                }
            }
            grows
        });
        if grows {
            self.places.add_permits(1);
        }
        if let Some(wait) = advised(headers) {
            self.pause(bucket, wait);
        }
    }

    fn pause_of(&self, bucket: &str) -> Option<Instant> {
        let now = Instant::now();
        self.with(|state| {
            state.pauses.retain(|_, until| *until > now);
            state.pauses.get(bucket).copied()
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let taken_away = self.gate.with(|state| {
            let taken = state.surplus > 0;
            state.surplus = state.surplus.saturating_sub(1);
            taken
        });
        if taken_away && let Some(permit) = self.permit.take() {
            permit.forget();
        }
    }
}

/// What Azure counts together with this address.
pub(crate) fn bucket(url: &Url) -> String {
    let path = url.path().to_ascii_lowercase();
    if path.starts_with("/providers/microsoft.resourcegraph/") {
        return "resource graph".to_owned();
    }
    match path.strip_prefix("/subscriptions/") {
        Some(rest) => rest.split('/').next().unwrap_or_default().to_owned(),
        None => "tenant".to_owned(),
    }
}

/// The wait that the headers of a good answer advise.
fn advised(headers: &HeaderMap) -> Option<Duration> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u32>().ok();
    let reads = ["subscription-reads", "tenant-reads"]
        .iter()
        .filter_map(|what| number(&format!("x-ms-ratelimit-remaining-{what}")))
        .min();
    if let Some(left) = reads.filter(|left| *left < RESERVE) {
        return Some(REFILL * (RESERVE - left));
    }
    // Resource Graph: 15 queries in five seconds, and the time until there are more.
    // Azure: <https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests>
    (number("x-ms-user-quota-remaining")? == 0)
        .then(|| clock_time(headers.get("x-ms-user-quota-resets-after")?.to_str().ok()?))?
}

/// Reads `hh:mm:ss`.
pub(crate) fn clock_time(text: &str) -> Option<Duration> {
    let mut seconds = 0_u64;
    let mut parts = 0;
    for part in text.trim().split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.parse().ok()?)?;
        parts += 1;
    }
    (parts == 3).then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (n.parse().unwrap(), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn headers_advise_a_wait_only_when_little_is_left() {
        let cases: [(&[_], Option<u64>); 8] = [
            (&[("x-ms-ratelimit-remaining-subscription-reads", "249")], None),
            (&[("x-ms-ratelimit-remaining-subscription-reads", "15")], Some(200)),
            (&[("x-ms-ratelimit-remaining-tenant-reads", "0")], Some(800)),
            (&[("x-ms-ratelimit-remaining-tenant-reads", "many")], None),
            (&[("x-ms-user-quota-remaining", "3"), ("x-ms-user-quota-resets-after", "00:00:05")], None),
            (&[("x-ms-user-quota-remaining", "0"), ("x-ms-user-quota-resets-after", "00:00:05")], Some(5000)),
            (&[("x-ms-user-quota-remaining", "0"), ("x-ms-user-quota-resets-after", "soon")], None),
            (&[], None),
        ];
        for (pairs, millis) in cases {
            assert_eq!(advised(&headers(pairs)), millis.map(Duration::from_millis), "{pairs:?}");
        }
        for bad in ["", "5", "00:05", "a:b:c", "99999999999999999999:0:0", "18446744073709551615:0:0"] {
            assert_eq!(clock_time(bad), None, "{bad}");
        }
    }

    #[test]
    fn subscriptions_the_tenant_and_resource_graph_are_counted_apart() {
        for (path, expected) in [
            ("/subscriptions/ABC/providers/x", "abc"),
            ("/subscriptions", "tenant"),
            ("/providers/Microsoft.Authorization/roleAssignments", "tenant"),
            ("/providers/Microsoft.ResourceGraph/resources", "resource graph"),
        ] {
            assert_eq!(bucket(&Url::parse(&format!("https://host{path}")).unwrap()), expected);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_holds_one_bucket_and_spares_the_others() {
        let gate = Gate::default();
        gate.pause("a", Duration::from_secs(5));
        gate.pause("a", Duration::from_secs(3));
        let start = Instant::now();
        drop(gate.enter("b").await);
        assert_eq!(start.elapsed(), Duration::ZERO);
        drop(gate.enter("a").await);
        assert!(start.elapsed() >= Duration::from_secs(5));
    }

    #[tokio::test(start_paused = true)]
    async fn the_longest_pause_of_all_hosts_is_told_until_it_is_over() {
        let gates = Gates::default();
        assert_eq!(gates.waits(), None);
        for (host, seconds) in [("https://one", 3), ("https://two", 12)] {
            gates.of(&Url::parse(host).unwrap()).pause("tenant", Duration::from_secs(seconds));
        }
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(gates.waits(), Some(Duration::from_secs(10)));
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(gates.waits(), None);
    }

    #[tokio::test(start_paused = true)]
    async fn the_number_under_way_halves_and_grows_back() {
        let gate = Gate::default();
        let free = |gate: &Gate| gate.places.available_permits();
        let first = gate.enter("a").await;
        gate.slow_down();
        drop(first);
        for _ in 0..3 {
            drop(gate.enter("a").await);
        }
        assert_eq!(free(&gate), 4);
        for _ in 0..5 {
            gate.slow_down();
        }
        for _ in 0..8 {
            drop(gate.enter("a").await);
        }
        assert_eq!(free(&gate), 1, "one place always stays");
        for _ in 0..1000 {
            drop(gate.enter("a").await);
            gate.learn("a", &HeaderMap::new());
        }
        assert_eq!(free(&gate), MOST);
    }
}
