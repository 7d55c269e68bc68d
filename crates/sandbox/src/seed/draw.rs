//! Chance, the same each time.

use jiff::{SignedDuration, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Zipf};
use rolewright_condition::guid::Guid;

/// A source of chance that a number decides.
#[derive(Debug)]
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A GUID, version 4.
    pub(crate) fn guid(&mut self) -> Guid {
        let random: u128 = self.0.random();
        Guid::from_u128(random & !(0xf << 76) & !(0xc << 60) | 0x4 << 76 | 0x8 << 60)
    }

    /// From 0 to below `end`; 0 where there is nothing below.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.0.random_range(0..end) }
    }

    /// True so many times in a thousand.
    pub(crate) fn permille(&mut self, chance: usize) -> bool {
        self.below(1000) < chance
    }

    /// One of a few; `None` of nothing.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// From 0 to below `count`, the first far more often than the last.
    pub(crate) fn skewed(&mut self, law: &Skew) -> usize {
        let rank = law.law.map_or(1.0, |law| law.sample(&mut self.0));
        // Ranks begin with 1, are whole, and do not exceed the count given.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rank is small and positive"
        )]
        let rank = rank as usize;
        rank.saturating_sub(1)
    }

    /// Some time between so many days ago.
    pub(crate) fn days_ago(&mut self, now: Timestamp, from: u32, to: u32) -> Timestamp {
        let span = i64::from(to.saturating_sub(from)).max(1) * 86_400;
        let seconds = i64::from(from) * 86_400 + self.0.random_range(0..span);
        before(now, seconds, self.0.random_range(0..10_000_000))
    }

    /// 40 characters of a secret.
    pub(crate) fn secret(&mut self) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        (0..40).filter_map(|_| self.pick(LETTERS).map(|byte| char::from(*byte))).collect()
    }
}

/// So many seconds before; with a fraction of a second in ticks of 100 ns, as Azure's times have.
pub(crate) fn before(now: Timestamp, seconds: i64, ticks: i32) -> Timestamp {
    let whole = Timestamp::from_second(now.as_second().saturating_sub(seconds)).unwrap_or(now);
    whole.checked_add(SignedDuration::new(0, ticks.saturating_mul(100))).unwrap_or(whole)
}

/// How unevenly things are shared.
#[derive(Debug)]
pub(crate) struct Skew {
    law: Option<Zipf<f64>>,
}

impl Skew {
    /// Zipf's law over `count` things.
    pub(crate) fn new(count: usize, exponent: f64) -> Self {
        // More things than a double counts exactly do not fit in memory.
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let law = Zipf::new(count.max(1) as f64, exponent).ok();
        Self { law }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_draws_the_same() {
        let all = |seed| {
            let mut draw = Draw::new(seed);
            (draw.guid(), draw.below(1000), draw.secret(), draw.days_ago(Timestamp::UNIX_EPOCH, 1, 9))
        };
        assert_eq!(all(7), all(7));
        assert_ne!(all(7).0, all(8).0);
    }

    #[test]
    fn nothing_to_choose_from_is_no_trouble() {
        let mut draw = Draw::new(1);
        assert_eq!((draw.below(0), draw.pick::<u8>(&[]), draw.skewed(&Skew::new(0, 1.0))), (0, None, 0));
    }

    #[test]
    fn the_first_come_most_often() {
        let mut draw = Draw::new(1);
        let law = Skew::new(100, 1.0);
        let ranks: Vec<usize> = (0..10_000).map(|_| draw.skewed(&law)).collect();
        assert!(ranks.iter().all(|rank| *rank < 100));
        assert!(ranks.iter().filter(|rank| **rank == 0).count() > 1000);
    }
}
