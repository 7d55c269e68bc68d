//! What deserves attention in a snapshot: a few sentences with a number, each leading into a table.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The overview of one snapshot.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Overview {
    /// At most eight, most deserving first.
    pub tiles: Vec<Tile>,
}

/// One tile.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Tile {
    /// `privileged`, `unconstrained`, `orphaned`, `guests`, `elevation`, `locks`, `guards`, `age`.
    pub id: String,
    /// The number as shown: `37`, `12 %`, `3 days`.
    pub number: String,
    /// What it counts, after the number: `assignments let someone assign any role, without a condition`.
    pub sentence: String,
    /// What it means or what to do.
    pub advice: String,
    pub tone: Tone,
    pub chart: Chart,
    pub leads_to: Lead,
}

/// How a tile is meant; always said in its sentence too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Tone {
    Good,
    Neutral,
    Attention,
    Bad,
}

/// A small chart.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum Chart {
    None,
    /// One bar for each.
    Bars {
        points: Vec<ChartPoint>,
    },
    /// Parts of a whole.
    Donut {
        points: Vec<ChartPoint>,
    },
    /// Over time, oldest first; the label is RFC 3339, UTC.
    Line {
        points: Vec<ChartPoint>,
    },
}

/// One point of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChartPoint {
    pub label: String,
    pub value: f64,
    /// Where it leads; `None` where the whole chart leads to one place.
    pub leads_to: Option<Lead>,
}

/// A page with a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "page", rename_all = "kebab-case")]
#[ts(export)]
pub enum Lead {
    /// The whole tenant, with that filter.
    Access {
        filter: String,
    },
    Snapshots,
}
