//! Runs the steps of a query over rows.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::syntax::{Expression, Step};

/// What is left of the rows after all steps.
pub(super) fn run(rows: impl Iterator<Item = Map<String, Value>>, steps: &[Step]) -> Vec<Map<String, Value>> {
    // Filters and projections go row by row, so that only what is kept takes memory.
    let eager = steps.iter().position(|s| !matches!(s, Step::Where(_) | Step::Project(_) | Step::Extend(_)));
    let (by_row, rest) = steps.split_at_checked(eager.unwrap_or(steps.len())).unwrap_or((steps, &[]));
    let mut kept: Vec<Map<String, Value>> = rows.filter_map(|row| by_row.iter().try_fold(row, one)).collect();
    for step in rest {
        kept = match step {
            Step::OrderBy(keys) => {
                sort(&mut kept, keys);
                kept
            }
            Step::Take(count) => {
                kept.truncate(*count);
                kept
            }
            Step::Count => vec![[("Count".to_owned(), json!(kept.len()))].into_iter().collect()],
            by_row => kept.into_iter().filter_map(|row| one(row, by_row)).collect(),
        };
    }
    kept
}

/// One step on one row; `None` where the row does not pass.
fn one(mut row: Map<String, Value>, step: &Step) -> Option<Map<String, Value>> {
    match step {
        Step::Where(condition) => truth(&value(condition, &row)).then_some(row),
        Step::Project(columns) => {
            Some(columns.iter().map(|(name, expression)| (name.clone(), value(expression, &row))).collect())
        }
        Step::Extend(columns) => {
            for (name, expression) in columns {
                let value = value(expression, &row);
                row.insert(name.clone(), value);
            }
            Some(row)
        }
        _ => Some(row),
    }
}

fn sort(rows: &mut [Map<String, Value>], keys: &[(Expression, bool)]) {
    rows.sort_by_cached_key(|row| {
        SortKey(keys.iter().map(|(expression, rises)| (value(expression, row), *rises)).collect())
    });
}

struct SortKey(Vec<(Value, bool)>);

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let pairs = self.0.iter().zip(&other.0);
        let mut orders = pairs.map(|((left, rises), (right, _))| {
            let order = compare(left, right);
            if *rises { order } else { order.reverse() }
        });
        orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for SortKey {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for SortKey {}

fn compare(left: &Value, right: &Value) -> Ordering {
    match (left.as_i64(), right.as_i64()) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => text(left).to_lowercase().cmp(&text(right).to_lowercase()),
    }
}

/// `tostring`: nothing is the empty text.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn truth(value: &Value) -> bool {
    value.as_bool().unwrap_or(false)
}

fn value(expression: &Expression, row: &Map<String, Value>) -> Value {
    match expression {
        Expression::Text(text) => json!(text),
        Expression::Number(number) => json!(number),
        Expression::Truth(truth) => json!(truth),
        Expression::Path(path) => {
            let mut names = path.iter();
            let first = names.next().and_then(|name| row.get(name));
            let found = names.try_fold(first, |at, name| Some(at?.get(name))).flatten();
            found.cloned().unwrap_or(Value::Null)
        }
        Expression::Call(name, arguments) => call(name, arguments, row),
        Expression::In(operator, left, list) => {
            let left = text(&value(left, row));
            let blind = operator.ends_with('~');
            let found = list
                .iter()
                .map(|item| text(&value(item, row)))
                .any(|item| if blind { item.to_lowercase() == left.to_lowercase() } else { item == left });
            json!(found != operator.starts_with('!'))
        }
        Expression::Binary(operator, left, right) => binary(operator, left, right, row),
    }
}

fn binary(operator: &str, left: &Expression, right: &Expression, row: &Map<String, Value>) -> Value {
    match operator {
        "and" => return json!(truth(&value(left, row)) && truth(&value(right, row))),
        "or" => return json!(truth(&value(left, row)) || truth(&value(right, row))),
        _ => {}
    }
    let (left, right) = (value(left, row), value(right, row));
    let (lower_left, lower_right) = (text(&left).to_lowercase(), text(&right).to_lowercase());
    let plain = operator.strip_prefix('!').filter(|rest| rest.starts_with(char::is_alphabetic));
    let is = match plain.unwrap_or(operator) {
        "==" => text(&left) == text(&right),
        "!=" => text(&left) != text(&right),
        "=~" => lower_left == lower_right,
        "!~" => lower_left != lower_right,
        ">" => compare(&left, &right).is_gt(),
        "<" => compare(&left, &right).is_lt(),
        ">=" => compare(&left, &right).is_ge(),
        "<=" => compare(&left, &right).is_le(),
        "contains" => lower_left.contains(&lower_right),
        "startswith" => lower_left.starts_with(&lower_right),
        "endswith" => lower_left.ends_with(&lower_right),
        // A whole word.
        "has" => lower_left.split(|c: char| !c.is_alphanumeric()).any(|word| word == lower_right),
        _ => false,
    };
    json!(is != plain.is_some())
}

fn call(name: &str, arguments: &[Expression], row: &Map<String, Value>) -> Value {
    let argument = |at: usize| arguments.get(at).map_or(Value::Null, |a| value(a, row));
    match name {
        "tostring" => json!(text(&argument(0))),
        "tolower" => json!(text(&argument(0)).to_lowercase()),
        "toupper" => json!(text(&argument(0)).to_uppercase()),
        "isempty" => json!(text(&argument(0)).is_empty()),
        "isnotempty" => json!(!text(&argument(0)).is_empty()),
        "isnull" => json!(argument(0).is_null()),
        "isnotnull" => json!(!argument(0).is_null()),
        "not" => json!(!truth(&argument(0))),
        // Condition and value in turn, and what else.
        "case" | "iff" => {
            let pairs = arguments.chunks_exact(2);
            let last = pairs.remainder().first().map_or(Value::Null, |a| value(a, row));
            let hit = pairs.into_iter().find_map(|pair| match pair {
                [condition, then] => truth(&value(condition, row)).then(|| value(then, row)),
                _ => None,
            });
            hit.unwrap_or(last)
        }
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::super::syntax::parse;
    use super::*;

    fn answer(query: &str) -> Value {
        let row = |id: &str, kind: &str, off: Value| match json!({"id": id, "type": kind, "properties": {"off": off}})
        {
            Value::Object(row) => row,
            _ => Map::new(),
        };
        let rows =
            [row("/B", "x/y", json!(true)), row("/a", "X/Z", Value::Null), row("/c", "x/y", json!(false))];
        json!(run(rows.into_iter(), &parse(query).unwrap().steps))
    }

    #[test]
    fn steps_do_what_they_say() {
        assert_eq!(
            answer("t | project id | order by id asc"),
            json!([{"id": "/a"}, {"id": "/B"}, {"id": "/c"}])
        );
        assert_eq!(answer("t | where type =~ 'X/Y' | count"), json!([{"Count": 2}]));
        assert_eq!(answer("t | where type in~ ('x/z') | project id"), json!([{"id": "/a"}]));
        assert_eq!(answer("t | where type !in ('x/y') | project id"), json!([{"id": "/a"}]));
        assert_eq!(
            answer(
                "t | project id, s = case(type =~ 'x/y', tostring(properties.off), '') | sort by id | take 2"
            ),
            json!([{"id": "/c", "s": "false"}, {"id": "/B", "s": "true"}])
        );
        assert_eq!(
            answer("t | where isnull(properties.off) or id startswith '/C' | project id")
                .as_array()
                .map(Vec::len),
            Some(2)
        );
        assert_eq!(
            answer("t | extend n = tolower(id) | where n !contains 'b' and not(n == '/c') | project n"),
            json!([{"n": "/a"}])
        );
    }
}
