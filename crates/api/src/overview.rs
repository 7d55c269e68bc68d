//! What deserves attention in a snapshot: a few sentences with a number, each a way into the table behind it.
//!
//! A number that leads into a table is that table's number under the filter it leads to.

use rolewright_authz::records::Stage;
use rolewright_authz::scope_path::{ScopeLevel, ScopePath};
use rolewright_store::access::{Delegate, Field, Filter, Holder, PrincipalState, Term};
use rolewright_store::overview::Overview as Numbers;
use rolewright_store::snapshots::Status;

use crate::access::opened::Opened;
use crate::access::time_of;
use crate::app::App;
use crate::wire::error::ApiError;
use crate::wire::overview::{Chart, ChartPoint, Lead, Overview, Tile, Tone};
use crate::wire::snapshots::SnapshotId;

/// Points of a chart.
const POINTS: usize = 4;
/// Snapshots in the line of the last tile.
const LINE: usize = 24;
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Days after which a snapshot is not fresh any more, and after which it is old.
const FRESH: i64 = 2;
const OLD: i64 = 14;

/// What deserves attention, most deserving first.
///
/// # Errors
/// When the snapshot is gone or cannot be read.
pub async fn overview(app: &App, request: &SnapshotId) -> Result<Overview, ApiError> {
    let opened = app.opened(request.snapshot).await?;
    let numbers = opened.database.overview(&opened.access).await?;
    let mut tiles = vec![
        unconstrained(&opened, &numbers).await?,
        elevation(&opened, &numbers),
        privileged(&numbers),
        guests(&opened, &numbers).await?,
        orphaned(&opened, &numbers).await?,
    ];
    tiles.extend(guards(&opened, &numbers));
    tiles.extend(locks(&opened, &numbers));
    tiles.push(age(&opened, app.host.now()).await?);
    let rank = |tile: &Tile| match tile.tone {
        Tone::Bad => 0,
        Tone::Attention => 1,
        Tone::Neutral => 2,
        Tone::Good => 3,
    };
    tiles.sort_by_key(rank);
    Ok(Overview { tiles })
}

fn to(filter: impl Into<String>) -> Lead {
    Lead::Access { filter: filter.into() }
}

/// `1,204`
fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn some<'t>(count: u64, one: &'t str, many: &'t str) -> &'t str {
    if count == 1 { one } else { many }
}

fn tone(count: u64, where_some: Tone) -> Tone {
    if count == 0 { Tone::Good } else { where_some }
}

fn point(label: &str, count: u64, leads_to: Option<Lead>) -> ChartPoint {
    ChartPoint { label: label.to_owned(), value: count as f64, leads_to }
}

/// The commonest roles among some rows, each leading on to its own.
async fn by_role(opened: &Opened, terms: Vec<Term>, filter: &str) -> Result<Vec<ChartPoint>, ApiError> {
    let (roles, _) = opened.access.choices(Field::Role, &Filter { terms }, "", POINTS).await?;
    let lead =
        |name: &str| to(format!("{filter} role=\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")));
    Ok(roles.iter().map(|role| point(&role.label, role.count, Some(lead(&role.name)))).collect())
}

fn any(field: Field, value: i64) -> Term {
    Term::AnyOf { field, values: vec![value] }
}

async fn unconstrained(opened: &Opened, numbers: &Numbers) -> Result<Tile, ApiError> {
    let filter = "is:unconstrained";
    let terms = vec![any(Field::Delegate, Delegate::Unconstrained as i64)];
    let count = numbers.unconstrained;
    let escalating = match numbers.escalating {
        0 => String::new(),
        more => format!(
            " {} more {} a condition that leaves a privileged role within reach.",
            number(more),
            some(more, "has", "have")
        ),
    };
    Ok(Tile {
        id: "unconstrained".to_owned(),
        number: number(count),
        sentence: some(
            count,
            "assignment lets its holder assign any role, because nothing limits it.",
            "assignments let their holders assign any role, because nothing limits them.",
        )
        .to_owned(),
        advice: format!("Give each a condition, or a role that cannot assign roles.{escalating}"),
        tone: tone(count, Tone::Bad),
        chart: Chart::Bars { points: by_role(opened, terms, filter).await? },
        leads_to: to(filter),
    })
}

fn elevation(opened: &Opened, numbers: &Numbers) -> Tile {
    let unread = opened
        .not_read
        .iter()
        .any(|line| line.stage == Stage::RoleAssignments && line.scope == ScopePath::root());
    let count = numbers.open_elevations;
    let told = match numbers.elevations {
        0 => String::new(),
        times => format!(" The logs tell of {} {}.", number(times), some(times, "elevation", "elevations")),
    };
    let (shown, sentence, tone) = if unread && count == 0 {
        let sentence = "is how many hold User Access Administrator at the root: it could not be read.";
        ("not known".to_owned(), sentence, Tone::Attention)
    } else {
        let sentence = some(
            count,
            "principal holds User Access Administrator at the root, above every subscription.",
            "principals hold User Access Administrator at the root, above every subscription.",
        );
        (number(count), sentence, tone(count, Tone::Bad))
    };
    Tile {
        id: "elevation".to_owned(),
        number: shown,
        sentence: sentence.to_owned(),
        advice: format!("Elevated access is meant for a task; remove it when the task is done.{told}"),
        tone,
        chart: Chart::None,
        leads_to: to("level:root role=\"User Access Administrator\""),
    }
}

fn privileged(numbers: &Numbers) -> Tile {
    let count = numbers.privileged_by_level.iter().map(|(_, count)| count).sum();
    let level = |level: &ScopeLevel| match level {
        ScopeLevel::Root => ("Root", "root"),
        ScopeLevel::ManagementGroup => ("Management group", "management-group"),
        ScopeLevel::Subscription => ("Subscription", "subscription"),
        ScopeLevel::ResourceGroup => ("Resource group", "resource-group"),
        ScopeLevel::Resource => ("Resource", "resource"),
    };
    let points = numbers.privileged_by_level.iter().filter(|(_, count)| *count > 0).map(|(of, count)| {
        let (label, name) = level(of);
        point(label, *count, Some(to(format!("is:privileged level:{name}"))))
    });
    let high = numbers
        .privileged_by_level
        .iter()
        .filter(|(level, _)| matches!(level, ScopeLevel::Root | ScopeLevel::ManagementGroup))
        .map(|(_, count)| count)
        .sum();
    Tile {
        id: "privileged".to_owned(),
        number: number(count),
        sentence: some(
            count,
            "assignment gives a privileged role, active or eligible.",
            "assignments give privileged roles, active or eligible.",
        )
        .to_owned(),
        advice: "The higher the scope, the fewer there should be.".to_owned(),
        tone: tone(high, Tone::Attention),
        chart: Chart::Bars { points: points.collect() },
        leads_to: to("is:privileged"),
    }
}

async fn guests(opened: &Opened, numbers: &Numbers) -> Result<Tile, ApiError> {
    let filter = "is:privileged kind:guest";
    let terms = vec![any(Field::Privileged, 1), any(Field::Holder, Holder::Guest as i64)];
    let count = numbers.privileged_guests;
    Ok(Tile {
        id: "guests".to_owned(),
        number: number(count),
        sentence: some(
            count,
            "assignment gives a guest a privileged role.",
            "assignments give guests privileged roles.",
        )
        .to_owned(),
        advice: "Ask of each who invited the guest, and until when.".to_owned(),
        tone: tone(count, Tone::Attention),
        chart: Chart::Donut { points: by_role(opened, terms, filter).await? },
        leads_to: to(filter),
    })
}

async fn orphaned(opened: &Opened, numbers: &Numbers) -> Result<Tile, ApiError> {
    let count = numbers.orphaned;
    let here = Filter { terms: vec![any(Field::PrincipalState, PrincipalState::Orphaned as i64)] };
    let by_kind = opened.access.counts(Field::Holder, &here);
    let kinds =
        ["User", "Group", "Service principal", "Managed identity", "Guest", "Foreign group", "Device"];
    let mut points: Vec<ChartPoint> = (0_i64..)
        .zip(kinds)
        .filter_map(|(kind, label)| {
            let count = *by_kind.get(&kind)?;
            let name = label.to_lowercase().replace(' ', "-");
            Some(point(label, count, Some(to(format!("is:orphaned kind:{name}")))))
        })
        .collect();
    points.sort_by(|a, b| b.value.total_cmp(&a.value));
    points.truncate(POINTS);
    Ok(Tile {
        id: "orphaned".to_owned(),
        number: number(count),
        sentence: some(
            count,
            "assignment belongs to a principal that the directory does not know any more.",
            "assignments belong to principals that the directory does not know any more.",
        )
        .to_owned(),
        advice: "They give nobody access and count towards Azure's limits; remove them.".to_owned(),
        tone: tone(count, Tone::Attention),
        chart: Chart::Donut { points },
        leads_to: to("is:orphaned"),
    })
}

/// `62 %`, and how good that is.
fn share(part: u64, whole: u64) -> (String, Tone) {
    let percent = part * 100 / whole.max(1);
    let tone = match part {
        part if part == whole => Tone::Good,
        0 => Tone::Attention,
        _ => Tone::Neutral,
    };
    (format!("{percent} %"), tone)
}

/// Said where a stage was not read everywhere, so that a number is a least.
fn as_far_as_read(opened: &Opened, stage: Stage) -> &'static str {
    let unread = opened.not_read.iter().any(|line| line.stage == stage);
    if unread { " Not every scope could be read." } else { "" }
}

fn locks(opened: &Opened, numbers: &Numbers) -> Option<Tile> {
    let (locked, all) = (numbers.locked_subscriptions, numbers.subscriptions);
    let (number, tone) = share(locked, all);
    (all > 0).then(|| Tile {
        id: "locks".to_owned(),
        number,
        sentence: format!(
            "of the subscriptions have a lock of their own; there {} in all.",
            match numbers.locks {
                0 => "is no lock".to_owned(),
                1 => "is one lock".to_owned(),
                count => format!("are {} locks", self::number(count)),
            }
        ),
        advice: format!(
            "A lock keeps what it covers from being deleted by mistake.{}",
            as_far_as_read(opened, Stage::Locks)
        ),
        tone,
        chart: Chart::Donut {
            points: vec![point("Locked", locked, None), point("Not locked", all - locked.min(all), None)],
        },
        leads_to: to(""),
    })
}

fn guards(opened: &Opened, numbers: &Numbers) -> Option<Tile> {
    let (guarded, all) = (numbers.guarded_vaults, numbers.vaults);
    let (number, tone) = share(guarded, all);
    (all > 0).then(|| Tile {
        id: "guards".to_owned(),
        number,
        sentence: format!(
            "of the {} {} linked to a Resource Guard.",
            self::number(all),
            some(all, "vault is", "vaults are")
        ),
        advice: format!(
            "Without one, whoever owns the vault can stop its protection alone.{}",
            as_far_as_read(opened, Stage::Vaults)
        ),
        tone: if tone == Tone::Neutral { Tone::Attention } else { tone },
        chart: Chart::Donut {
            points: vec![point("Guarded", guarded, None), point("Not guarded", all - guarded.min(all), None)],
        },
        leads_to: to(""),
    })
}

async fn age(opened: &Opened, now: i64) -> Result<Tile, ApiError> {
    let days = (now - opened.snapshot.started).max(0) / DAY;
    let ended = |status| matches!(status, Status::Complete | Status::Partial);
    let mut list = opened.database.snapshots(Some(opened.snapshot.tenant)).await?;
    list.retain(|other| ended(other.status) && other.id <= opened.snapshot.id);
    list.truncate(LINE);
    let mut points = Vec::with_capacity(list.len());
    for snapshot in list.iter().rev() {
        let lines = opened.database.coverage(snapshot.id).await?;
        let of_it = lines.iter().filter(|line| line.coverage.stage == Stage::RoleAssignments);
        points.push(point(&time_of(snapshot.started), of_it.map(|line| line.coverage.rows).sum(), None));
    }
    let number = match days {
        0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        more => format!("{more} days"),
    };
    Ok(Tile {
        id: "age".to_owned(),
        sentence: if days == 0 {
            "is when this snapshot was taken.".to_owned()
        } else {
            "is the age of this snapshot.".to_owned()
        },
        number,
        advice: match days {
            0..FRESH => "The line shows the role assignments of each snapshot.",
            _ => "Pull again to see what has changed since.",
        }
        .to_owned(),
        tone: match days {
            0..FRESH => Tone::Good,
            FRESH..OLD => Tone::Neutral,
            _ => Tone::Attention,
        },
        chart: if points.len() > 1 { Chart::Line { points } } else { Chart::None },
        leads_to: Lead::Snapshots,
    })
}
