//! Token buckets, as Resource Manager and Graph fill them.
//!
//! Azure: <https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling>

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// How much a bucket holds and how fast it fills.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// Requests that may come at once.
    pub(crate) size: f64,
    /// Requests a second that may come for ever.
    pub(crate) refill: f64,
}

/// Reads of one principal in one subscription or tenant.
pub(crate) const READS: Limit = Limit { size: 250.0, refill: 25.0 };
/// Writes, and deletes, of one principal in one subscription or tenant.
pub(crate) const WRITES: Limit = Limit { size: 200.0, refill: 10.0 };
/// All principals of a subscription together have so many times that.
pub(crate) const GLOBAL: f64 = 15.0;
/// Resource Graph: 15 queries in 5 seconds for one user.
/// Azure: <https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests>
pub(crate) const RESOURCE_GRAPH: Limit = Limit { size: 15.0, refill: 3.0 };
/// Audit logs of Graph: 5 requests in 10 seconds for one app in one tenant.
/// Azure: <https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits>
pub(crate) const AUDIT_LOGS: Limit = Limit { size: 5.0, refill: 0.5 };

impl Limit {
    /// Shared by all principals.
    pub(crate) fn global(self) -> Self {
        Self { size: self.size * GLOBAL, refill: self.refill * GLOBAL }
    }
}

/// Every bucket that was ever drawn from.
#[derive(Debug, Default)]
pub(crate) struct Buckets(Mutex<HashMap<String, (f64, Timestamp)>>);

impl Buckets {
    /// Draws one request from the bucket: what is left, or in how many seconds it may be tried again.
    pub(crate) fn draw(&self, key: String, limit: Limit, now: Timestamp) -> Result<u32, f64> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (level, at) = all.entry(key).or_insert((limit.size, now));
        let passed = now.duration_since(*at).as_secs_f64().max(0.0);
        *level = (*level + passed * limit.refill).min(limit.size);
        *at = now;
        if *level < 1.0 {
            return Err((1.0 - *level) / limit.refill);
        }
        *level -= 1.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to a few thousand"
        )]
        Ok(*level as u32)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let buckets = Buckets::default();
        let now = Timestamp::UNIX_EPOCH;
        let draw = |at| buckets.draw("a".to_owned(), AUDIT_LOGS, at);
        assert_eq!((0..5).map(|_| draw(now).unwrap()).collect::<Vec<_>>(), [4, 3, 2, 1, 0]);
        assert!((draw(now).unwrap_err() - 2.0).abs() < 1e-9);
        let later = now + SignedDuration::from_secs(2);
        assert_eq!(draw(later), Ok(0));
        assert!(draw(later).is_err());
        assert_eq!(buckets.draw("b".to_owned(), AUDIT_LOGS, now), Ok(4));
        assert!(draw(now).is_err(), "a clock that goes back fills nothing");
    }
}
