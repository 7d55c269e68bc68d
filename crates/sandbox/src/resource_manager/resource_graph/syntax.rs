//! The part of the Kusto query language that the sandbox reads. Anything else is refused where it stands.
//!
//! Azure: <https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language>

/// What one step of a query does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Where(Expression),
    Project(Vec<(String, Expression)>),
    Extend(Vec<(String, Expression)>),
    /// Expression and whether it rises.
    OrderBy(Vec<(Expression, bool)>),
    Take(usize),
    Count,
}

/// A value to be computed for a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// `properties.features.x`
    Path(Vec<String>),
    Text(String),
    Number(i64),
    Truth(bool),
    Call(String, Vec<Expression>),
    /// Operator in lower case: `==`, `=~`, `and`, …
    Binary(String, Box<Expression>, Box<Expression>),
    /// `in`, `in~`, `!in`, `!in~`
    In(String, Box<Expression>, Vec<Expression>),
}

/// A query: a table and steps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    pub(super) table: String,
    pub(super) steps: Vec<Step>,
}

/// Where reading stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) line: usize,
    pub(super) position: usize,
    pub(super) token: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Number(i64),
    Sign(&'static str),
}

const SIGNS: [&str; 16] =
    ["=~", "!~", "==", "!=", ">=", "<=", "=", ">", "<", "|", "(", ")", "[", "]", ",", "."];
const FUNCTIONS: [&str; 10] =
    ["tostring", "tolower", "toupper", "case", "iff", "isempty", "isnotempty", "isnull", "isnotnull", "not"];
const OPERATORS: [&str; 15] = [
    "==",
    "!=",
    "=~",
    "!~",
    ">",
    "<",
    ">=",
    "<=",
    "contains",
    "!contains",
    "startswith",
    "!startswith",
    "endswith",
    "!endswith",
    "has",
];

/// Tokens with the places where they begin, counted in bytes.
fn tokens(text: &str) -> Result<Vec<(usize, Token)>, (usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        let (length, token) = if first.is_whitespace() {
            (first.len_utf8(), None)
        } else if let Some(comment) = rest.strip_prefix("//") {
            (2 + comment.find('\n').unwrap_or(comment.len()), None)
        } else if first == '\'' || first == '"' {
            let inside = rest.get(1..).unwrap_or_default();
            let end = inside.find(first).ok_or_else(|| (at, rest.to_owned()))?;
            (end + 2, Some(Token::Text(inside.get(..end).unwrap_or_default().to_owned())))
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let digits = rest.get(..end).unwrap_or_default();
            (end, Some(Token::Number(digits.parse().map_err(|_| (at, digits.to_owned()))?)))
        } else if first.is_alphabetic() || first == '_' || first == '$' || negated(rest) {
            let from = first.len_utf8();
            let tail = rest.get(from..).unwrap_or_default();
            let end = from + tail.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(tail.len());
            let end = if rest.get(end..).is_some_and(|after| after.starts_with('~')) { end + 1 } else { end };
            (end, Some(Token::Word(rest.get(..end).unwrap_or_default().to_owned())))
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            let sign = sign.ok_or_else(|| (at, first.to_string()))?;
            (sign.len(), Some(Token::Sign(sign)))
        };
        found.extend(token.map(|token| (at, token)));
        at += length;
    }
    Ok(found)
}

/// `!contains`, `!in~`: a word with an exclamation mark before it.
fn negated(rest: &str) -> bool {
    rest.strip_prefix('!').is_some_and(|after| after.starts_with(char::is_alphabetic))
}

/// Reads a query.
pub(super) fn parse(text: &str) -> Result<Query, Failure> {
    let failure = |at: usize, token: String| {
        let before = text.get(..at).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Failure { line: before.matches('\n').count() + 1, position: line.chars().count(), token }
    };
    let tokens = tokens(text).map_err(|(at, token)| failure(at, token))?;
    let mut parser = Parser { tokens: &tokens, next: 0, depth: 0 };
    parser.query().ok_or_else(|| match parser.tokens.get(parser.next) {
        Some((at, token)) => failure(*at, token.shown()),
        None => failure(text.len(), "<EOF>".to_owned()),
    })
}

impl Token {
    fn shown(&self) -> String {
        match self {
            Self::Word(text) | Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Sign(sign) => (*sign).to_owned(),
        }
    }
}

/// What a step begins with.
const STEPS: [&str; 8] = ["where", "project", "extend", "order", "sort", "take", "limit", "count"];

/// Nesting of parentheses and calls that is followed.
const DEEPEST: usize = 50;

/// Every function returns `None` at the token that it cannot take, which is where `next` then stands.
struct Parser<'t> {
    tokens: &'t [(usize, Token)],
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn sign(&mut self, wanted: &str) -> Option<()> {
        let is = matches!(self.peek(), Some(Token::Sign(sign)) if *sign == wanted);
        is.then(|| self.next += 1)
    }

    fn word(&mut self) -> Option<String> {
        let Some(Token::Word(word)) = self.peek() else { return None };
        let word = word.clone();
        self.next += 1;
        Some(word)
    }

    fn keyword(&mut self, wanted: &str) -> Option<()> {
        let is = matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(wanted));
        is.then(|| self.next += 1)
    }

    /// A query that begins with a step is about resources.
    fn query(&mut self) -> Option<Query> {
        let mut steps = Vec::new();
        let table = match self.peek() {
            Some(Token::Word(word)) if STEPS.contains(&word.to_ascii_lowercase().as_str()) => {
                steps.push(self.step()?);
                "resources".to_owned()
            }
            _ => self.word()?.to_ascii_lowercase(),
        };
        while self.peek().is_some() {
            self.sign("|")?;
            steps.push(self.step()?);
        }
        Some(Query { table, steps })
    }

    fn step(&mut self) -> Option<Step> {
        let at = self.next;
        let name = self.word()?.to_ascii_lowercase();
        Some(match name.as_str() {
            "where" => match self.either()? {
                // The name of a step is not one of a column.
                Expression::Path(path) if path.iter().any(|word| STEPS.contains(&word.as_str())) => {
                    return None;
                }
                condition => Step::Where(condition),
            },
            "project" => Step::Project(self.columns()?),
            "extend" => Step::Extend(self.columns()?),
            "order" | "sort" => {
                self.keyword("by")?;
                Step::OrderBy(self.keys()?)
            }
            "take" | "limit" => match self.peek() {
                Some(Token::Number(count)) => {
                    let count = usize::try_from(*count).ok()?;
                    self.next += 1;
                    Step::Take(count)
                }
                _ => return None,
            },
            "count" => Step::Count,
            _ => {
                self.next = at;
                return None;
            }
        })
    }

    fn columns(&mut self) -> Option<Vec<(String, Expression)>> {
        let mut columns = Vec::new();
        loop {
            let named = matches!(
                (self.tokens.get(self.next), self.tokens.get(self.next + 1)),
                (Some((_, Token::Word(_))), Some((_, Token::Sign("="))))
            );
            let name = if named { self.word() } else { None };
            if name.is_some() {
                self.sign("=")?;
            }
            let value = self.either()?;
            let own = match &value {
                Expression::Path(path) => Some(path.join("_")),
                _ => None,
            };
            columns.push((name.or(own).unwrap_or_else(|| format!("Column{}", columns.len() + 1)), value));
            if self.sign(",").is_none() {
                return Some(columns);
            }
        }
    }

    fn keys(&mut self) -> Option<Vec<(Expression, bool)>> {
        let mut keys = Vec::new();
        loop {
            let value = self.operand()?;
            // Kusto sorts downwards unless told otherwise.
            let rises = self.keyword("asc").is_some();
            if !rises {
                self.keyword("desc");
            }
            keys.push((value, rises));
            if self.sign(",").is_none() {
                return Some(keys);
            }
        }
    }

    fn either(&mut self) -> Option<Expression> {
        let mut left = self.both()?;
        while self.keyword("or").is_some() {
            left = Expression::Binary("or".to_owned(), Box::new(left), Box::new(self.both()?));
        }
        Some(left)
    }

    fn both(&mut self) -> Option<Expression> {
        let mut left = self.comparison()?;
        while self.keyword("and").is_some() {
            left = Expression::Binary("and".to_owned(), Box::new(left), Box::new(self.comparison()?));
        }
        Some(left)
    }

    fn comparison(&mut self) -> Option<Expression> {
        let left = self.operand()?;
        let operator = match self.peek() {
            Some(Token::Word(word)) => word.to_ascii_lowercase(),
            Some(Token::Sign(sign)) => (*sign).to_owned(),
            _ => return Some(left),
        };
        if OPERATORS.contains(&operator.as_str()) {
            self.next += 1;
            return Some(Expression::Binary(operator, Box::new(left), Box::new(self.operand()?)));
        }
        if ["in", "in~", "!in", "!in~"].contains(&operator.as_str()) {
            self.next += 1;
            self.sign("(")?;
            return Some(Expression::In(operator, Box::new(left), self.arguments()?));
        }
        Some(left)
    }

    /// Values between parentheses, the opening one read.
    fn arguments(&mut self) -> Option<Vec<Expression>> {
        let mut values = Vec::new();
        if self.sign(")").is_some() {
            return Some(values);
        }
        loop {
            values.push(self.either()?);
            if self.sign(",").is_none() {
                self.sign(")")?;
                return Some(values);
            }
        }
    }

    fn operand(&mut self) -> Option<Expression> {
        self.depth += 1;
        let found = if self.depth <= DEEPEST { self.plain_operand() } else { None };
        self.depth -= 1;
        found
    }

    fn plain_operand(&mut self) -> Option<Expression> {
        match self.peek()?.clone() {
            Token::Text(text) => {
                self.next += 1;
                Some(Expression::Text(text))
            }
            Token::Number(number) => {
                self.next += 1;
                Some(Expression::Number(number))
            }
            Token::Sign("(") => {
                self.next += 1;
                let inner = self.either()?;
                self.sign(")")?;
                Some(inner)
            }
            Token::Sign(_) => None,
            Token::Word(word) => {
                let at = self.next;
                self.next += 1;
                let lower = word.to_ascii_lowercase();
                if lower == "true" || lower == "false" {
                    return Some(Expression::Truth(lower == "true"));
                }
                if self.sign("(").is_some() {
                    if !FUNCTIONS.contains(&lower.as_str()) {
                        self.next = at;
                        return None;
                    }
                    return Some(Expression::Call(lower, self.arguments()?));
                }
                self.path(word)
            }
        }
    }

    /// `.name` and `['name']` after a column.
    fn path(&mut self, first: String) -> Option<Expression> {
        let mut path = vec![first];
        loop {
            if self.sign(".").is_some() {
                path.push(self.word()?);
            } else if self.sign("[").is_some() {
                let Some(Token::Text(name)) = self.peek().cloned() else { return None };
                self.next += 1;
                self.sign("]")?;
                path.push(name);
            } else {
                return Some(Expression::Path(path));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_that_begins_with_a_step_is_about_resources() {
        let query = parse("project id, tags | limit 2").unwrap();
        assert_eq!((query.table.as_str(), query.steps.len()), ("resources", 2));
        let failure = parse("where where").unwrap_err();
        assert_eq!((failure.line, failure.position, failure.token.as_str()), (1, 11, "<EOF>"));
    }

    #[test]
    fn queries_are_read() {
        let query = parse("Resources | where type in~ ('a', \"b\") and isnotempty(tags['x'].y) | project id, n = tostring(properties.a.b) | order by id asc | take 5").unwrap();
        assert_eq!(query.table, "resources");
        assert_eq!(query.steps.len(), 4);
        assert_eq!(query.steps.last(), Some(&Step::Take(5)));
        assert!(parse("resources").unwrap().steps.is_empty());
        assert!(parse("resources // all of them\n| count").is_ok());
    }

    #[test]
    fn failures_say_where() {
        for (text, line, position, token) in [
            ("", 1, 0, "<EOF>"),
            ("resources | where", 1, 17, "<EOF>"),
            ("resources\n| summarize count()", 2, 2, "summarize"),
            ("resources | where type =~ 'x", 1, 26, "'x"),
            ("resources | where f(x)", 1, 18, "f"),
            ("resources | project a b", 1, 22, "b"),
            ("resources ; x", 1, 10, ";"),
        ] {
            let expected = Failure { line, position, token: token.to_owned() };
            assert_eq!(parse(text), Err(expected), "{text}");
        }
        let deep = format!("resources | where {}", "(".repeat(10_000));
        assert!(parse(&deep).is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(resources|\\||where|project|order by|id|=~|in~|\\(|\\)|'|\"|,|\\.|=|[0-9]+|\\PC| ){0,40}") {
            let _ = parse(&text);
        }
    }
}
